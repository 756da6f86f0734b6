"""Turn refusals and mistakes into pages."""

from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from budget_app.errors import FormExpired, FormFromElsewhere, NotFound, Refusal, SignInFirst
from budget_app.i18n import _l
from budget_app.web import carry, sign_in_page
from budget_app.web.carry import Carried
from budget_app.web.guards import SAFE_METHODS, from_elsewhere, visit_of

log = structlog.get_logger()


class Broken(Refusal):
    status = 500
    sentence = _l(
        "Er ging iets mis bij ons. Wat u deed is niet opgeslagen. Probeer het zo nog eens."
    )


class BodyTooLarge(Refusal):
    status = 413
    sentence = _l(
        "Wat u stuurt is te groot voor deze website. Ga terug naar de vorige bladzijde en kies een "
        "kleiner bestand."
    )


def install(app: FastAPI) -> None:
    """Hang the handlers on the application."""

    @app.exception_handler(Refusal)
    async def refused(request: Request, refusal: Refusal) -> Response:
        sent = None if request.method in SAFE_METHODS else await carry.typed_in(request)
        return await run_in_threadpool(_answer, request, refusal, sent)

    @app.exception_handler(RequestValidationError)
    def unreadable(request: Request, _error: RequestValidationError) -> Response:
        return visit_of(request).refusal(NotFound())

    @app.exception_handler(HTTPException)
    def by_status(request: Request, error: HTTPException) -> Response:
        by_number = {404: NotFound, 405: NotFound, 413: BodyTooLarge}
        return visit_of(request).refusal(by_number.get(error.status_code, Refusal)())

    @app.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> Response:
        log.error("broken", kind=type(error).__name__, exc_info=error)
        sent = None if request.method in SAFE_METHODS else await carry.typed_in(request)
        return await run_in_threadpool(_answer, request, Broken(), sent)


def _answer(request: Request, refusal: Refusal, sent: Carried | None) -> Response:
    """Why not; and what was typed, to send again, or at least to copy."""
    visit = visit_of(request)
    if isinstance(refusal, SignInFirst):
        if sent is None:
            query = f"?{request.url.query}" if request.url.query else ""
            return visit.go(f"/inloggen?verder={quote(request.url.path + query)}")
        carried = None if from_elsewhere(request) else sent
        return sign_in_page.show(visit, "/", refusal=refusal, carried=carried)
    if sent is None or isinstance(refusal, FormFromElsewhere):
        return visit.refusal(refusal)
    if isinstance(refusal, FormExpired):
        return visit.page("shared/send_again.html", refusal.status, refusal=refusal, carried=sent)
    return visit.refusal(refusal, sent.words)
