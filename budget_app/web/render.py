"""Templates: one Jinja environment per language, so that choosing one costs nothing per page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from budget_app import i18n, turns
from budget_app.budgets.config import EURO
from budget_app.i18n import LazyText
from budget_app.settings import ROOT, Settings
from budget_app.web import assets, filters, svg

if TYPE_CHECKING:
    from budget_app.web.visit import Visit

TEMPLATES = ROOT / "templates"


def render(visit: Visit, template: str, context: dict[str, Any]) -> str:
    """A template as HTML, with what every page needs."""
    values = {
        "request": visit.request,
        "visit": visit,
        "viewer": visit.viewer,
        "lang": visit.lang,
        "dir": i18n.direction(visit.lang),
        "languages": list(i18n.LANGUAGES.items()),
        "csrf_token": visit.csrf_token,
        "now": visit.now,
        "settings": visit.settings,
        "platform_name": visit.settings.platform_name,
        "currency": currency_of(context.get("round")),
        **context,
    }
    with turns.taken():  # nothing in here waits: a page gets its data ready-made
        return environment(visit.lang).get_template(template).render(values)


def currency_of(round: object) -> str:
    """What the amounts on a page of this round are in; euros on a page of none."""
    amount = getattr(getattr(round, "config", None), "amount", None)
    return str(getattr(amount, "currency", EURO))


@cache
def built() -> assets.Assets:
    """Stylesheets, scripts and fonts, read once per process."""
    return assets.build(theme_css=Settings().theme_css)


@cache
def environment(language: str) -> Environment:
    """The templates of one language: autoescaped, and an unknown name is a mistake, not a blank."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        auto_reload=False,
        bytecode_cache=_compiled(language),
    )
    made.install_gettext_translations(i18n.translations(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals["language"] = language
    made.filters["say"] = lambda text: _say(text, language)
    made.globals.update(asset_url=built().url, theme_class=built().theme_class)
    filters.register(made)
    svg.register(made)
    return made


def _compiled(language: str) -> FileSystemBytecodeCache | None:
    """Where compiled templates are kept: per language, as constant words are folded into them."""
    folder = Settings().template_cache
    return FileSystemBytecodeCache(folder, f"{language}-%s.cache") if folder else None


def _say(text: LazyText | str, language: str) -> str:
    return text.translate(i18n.gettext(language)) if isinstance(text, LazyText) else str(text)
