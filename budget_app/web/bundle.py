"""One stylesheet out of the vendored parts, a theme's tokens and our own few files.

The vendored files stay untouched on disk. Here they are put in a cascade layer, so that our own
rules win without tricks, and a theme loses the tokens that nothing in the bundle asks for: of
some 200 kB of tokens about a tenth remains.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

THEME = "voorbeeld-design-tokens-7.4.1/dist/theme.css"
# Rules for bare elements lie below rules for classes: a link that is a button is a button.
ELEMENT_CSS = (
    "nl-heading-css-1.1.3/dist/html/heading.css",
    "nl-paragraph-css-2.1.3/dist/html/paragraph.css",
    "nl-link-css-2.0.3/dist/html/link.css",
    "utrecht-table-css-3.0.1/dist/html/index.min.css",
)
CLASS_CSS = (
    "nl-button-css-1.1.0/dist/button.css",
    "nl-skip-link-css-1.0.5/dist/skip-link.css",
    "nl-data-badge-css-1.0.5/dist/data-badge.css",
    "utrecht-form-field-css-3.0.1/dist/index.min.css",
    "utrecht-form-label-css-3.0.1/dist/index.min.css",
    "utrecht-form-field-description-css-3.0.1/dist/index.min.css",
    "utrecht-form-field-error-message-css-3.0.1/dist/index.min.css",
    "utrecht-form-fieldset-css-3.0.1/dist/index.min.css",
    "utrecht-textbox-css-4.0.1/dist/index.min.css",
    "utrecht-textarea-css-4.0.1/dist/index.min.css",
    "utrecht-select-css-3.0.1/dist/index.min.css",
    "utrecht-alert-css-4.0.2/dist/index.min.css",
)

_COMMENT = re.compile(r"/\*(?!!).*?\*/", re.DOTALL)
_CHARSET = re.compile(r'@charset "[^"]*";')
# A value may hold a drawing as a data address, with semicolons of its own.
_DECLARATION = re.compile(r"""(--[\w-]+)\s*:\s*((?:url\([^)]*\)|"[^"]*"|'[^']*'|[^;{}"'])*);""")
_USE = re.compile(r"var\(\s*(--[\w-]+)")
_ASSET = re.compile(r"url\(asset:([^)]+)\)")
_SPACE = re.compile(r"\s+")
_THEME_CLASS = re.compile(r"\.([\w-]+-theme)(?![\w-])")


def compact(css: str) -> str:
    """The same rules without comments, charset and runs of white space."""
    return _SPACE.sub(" ", _CHARSET.sub("", _COMMENT.sub("", css))).strip()


def prune_tokens(theme: str, rules: str) -> str:
    """A theme without the custom properties that `rules` does not reach, directly or in steps."""
    declared = dict(_DECLARATION.findall(theme))
    reached: set[str] = set()
    queue = set(_USE.findall(rules))
    while queue:
        name = queue.pop()
        reached.add(name)
        queue |= set(_USE.findall(declared.get(name, ""))) - reached
    return _DECLARATION.sub(lambda m: m[0] if m[1] in reached else "", theme)


def theme_class(theme: str) -> str | None:
    """The class a theme file hangs its tokens on, such as `utrecht-theme`; None without one."""
    found = _THEME_CLASS.search(compact(theme))
    return found[1] if found else None


def own_css(folder: Path, names: Iterable[str], url: Callable[[str], str]) -> str:
    """Our own files one after the other, `url(asset:…)` turned into hashed addresses."""
    css = compact("\n".join((folder / f"{name}.css").read_text("utf-8") for name in names))
    return _ASSET.sub(lambda m: f'url("{url(m[1])}")', css)


def stylesheet(vendor: Path, own: str) -> str:
    """The bundle every page loads: vendored parts and default tokens below, our rules above."""

    def joined(paths: Iterable[str]) -> str:
        return compact("\n".join((vendor / path).read_text("utf-8") for path in paths))

    elements, classes = joined(ELEMENT_CSS), joined(CLASS_CSS)
    tokens = compact(prune_tokens(joined((THEME,)), elements + classes + own))
    return (
        "@layer theme,elements,classes;"
        f"@layer theme{{{tokens}}}@layer elements{{{elements}}}@layer classes{{{classes}}}{own}"
    )
