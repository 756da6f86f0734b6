"""The page for who sends too much at once: made once per language, asks nothing of anyone."""

from functools import cache
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.types import Scope

from budget_app import i18n
from budget_app.errors import TooMany
from budget_app.web import render
from budget_app.web.visit import LANGUAGE_COOKIE, by_browser


def page(scope: Scope) -> str:
    """The page in the language of this request."""
    return _page(_language(Headers(scope=scope)))


def _language(headers: Headers) -> str:
    """As the pages choose it, but for who is signed in: that would cost a question."""
    try:
        chosen = SimpleCookie(headers.get("cookie", "")).get(LANGUAGE_COOKIE)
    except CookieError:
        chosen = None
    if chosen is not None and chosen.value in i18n.LANGUAGES:
        return chosen.value
    return by_browser(headers.get("accept-language", ""))


@cache
def _page(language: str) -> str:
    return (
        render.environment(language)
        .get_template("shared/haste.html")
        .render(lang=language, dir=i18n.direction(language), sentence=TooMany.sentence)
    )
