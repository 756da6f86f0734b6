"""Turn refusals and mistakes into pages."""

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from budget_app.errors import NotFound, Refusal, SignInFirst
from budget_app.i18n import _l
from budget_app.web.guards import SAFE_METHODS, visit_of

log = structlog.get_logger()


class Broken(Refusal):
    status = 500
    sentence = _l(
        "Er ging iets mis bij ons. Wat u deed is niet opgeslagen. Probeer het zo nog eens."
    )


def install(app: FastAPI) -> None:
    """Hang the handlers on the application."""

    @app.exception_handler(Refusal)
    def refused(request: Request, refusal: Refusal) -> Response:
        visit = visit_of(request)
        if isinstance(refusal, SignInFirst) and request.method in SAFE_METHODS:
            return visit.go(f"/inloggen?verder={request.url.path}")
        return visit.refusal(refusal)

    @app.exception_handler(RequestValidationError)
    def unreadable(request: Request, _error: RequestValidationError) -> Response:
        return visit_of(request).refusal(NotFound())

    @app.exception_handler(HTTPException)
    def by_status(request: Request, error: HTTPException) -> Response:
        if error.status_code in (404, 405):
            return visit_of(request).refusal(NotFound())
        return visit_of(request).refusal(Refusal())

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        log.error("broken", kind=type(error).__name__, exc_info=error)
        return visit_of(request).refusal(Broken())
