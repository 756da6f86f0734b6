"""Tabler icons drawn inside the page, so that they take the colour of the words beside them.

How they are stroked stands in the stylesheet once, not in each of the dozens on a page.
"""

import re
from functools import cache

from markupsafe import Markup, escape

from budget_app.web.assets import STATIC_DIR

ICON_DIR = STATIC_DIR / "vendor" / "tabler-icons-3.51.0" / "icons" / "outline"
_SHAPES = re.compile(r"<(?:path|circle|line|rect)\b[^>]*/>")
_DIRECTIONAL = {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "login", "logout",
                "send", "arrow-back-up", "external-link"}  # fmt: skip


@cache
def _shapes(name: str) -> str:
    source = (ICON_DIR / f"{name}.svg").read_text("utf-8")
    return "".join(s for s in _SHAPES.findall(source) if 'stroke="none"' not in s)


class Icons(dict[str, Markup]):
    """Icons by name, for lists where a function call per icon would count."""

    def __missing__(self, name: str) -> Markup:
        self[name] = icon(name)
        return self[name]


@cache
def icon(name: str, label: str | None = None) -> Markup:
    """The drawing called `name`, hidden from screen readers unless it has a label of its own.

    FileNotFoundError for a name that is not among the vendored icons.
    """
    role = (
        Markup('role="img" aria-label="{}"').format(label)
        if label
        else Markup('aria-hidden="true"')
    )
    flip = " bb-icon--flip" if name in _DIRECTIONAL else ""
    return Markup(  # noqa: S704 (own files and escaped label)
        f'<svg class="bb-icon{flip}" viewBox="0 0 24 24" {escape(role)}>{_shapes(name)}</svg>'
    )
