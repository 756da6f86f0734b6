"""Choose a language, on any page, without JavaScript."""

from fastapi import APIRouter, Response

from budget_app.i18n import LANGUAGES
from budget_app.web.addresses import safe_path
from budget_app.web.guards import Anyone
from budget_app.web.visit import LANGUAGE_COOKIE

router = APIRouter()
_YEAR = 365 * 24 * 3600


@router.get("/taal/{code}")
def choose(visit: Anyone, code: str, verder: str = "/") -> Response:
    """Keep the choice on this device and go back to where the visitor was."""
    if code in LANGUAGES:
        visit.set_cookie(LANGUAGE_COOKIE, code, _YEAR)
    return visit.go(safe_path(verder))
