"""Turn refusals and mistakes into pages."""

from urllib.parse import quote

import sqlalchemy as sa
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from budget_app import logs
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


class Unreadable(Refusal):
    status = 400
    sentence = _l(
        "We kunnen dit formulier niet lezen. Laad de pagina opnieuw en probeer het nog eens."
    )


class Unavailable(Refusal):
    status = 503
    sentence = _l(
        "De website kan nu even niet bij zijn gegevens. Wat u deed is niet opgeslagen. "
        "Probeer het over een paar minuten nog eens."
    )


AWAY = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError)
BY_STATUS: dict[int, type[Refusal]] = {
    400: Unreadable,
    404: NotFound,
    405: NotFound,
    413: BodyTooLarge,
}


def install(app: FastAPI) -> None:
    """Hang the handlers on the application."""
    app.add_middleware(Mishaps)

    @app.exception_handler(Refusal)
    async def refused(request: Request, refusal: Refusal) -> Response:
        return await run_in_threadpool(_answer, request, refusal, await _sent(request))

    @app.exception_handler(RequestValidationError)
    def unreadable(request: Request, _error: RequestValidationError) -> Response:
        return visit_of(request).refusal(NotFound())

    @app.exception_handler(HTTPException)
    def by_status(request: Request, error: HTTPException) -> Response:
        return visit_of(request).refusal(BY_STATUS.get(error.status_code, Refusal)())

    async def away(request: Request, error: Exception) -> Response:
        log.error("database_away", **logs.mistake(error))
        response = await _even_so(request, Unavailable())
        response.headers["Retry-After"] = "60"
        return response

    for kind in AWAY:
        app.add_exception_handler(kind, away)


class Mishaps:
    """A mistake of ours gets a page that says so; inside of what puts safe headers on pages."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def note_start(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, note_start)
        except ClientDisconnect:  # a phone lost its network halfway: nobody to tell, and no mistake
            return
        except Exception as error:
            log.error("broken", **logs.mistake(error))
            if scope["type"] == "http" and not started:
                page = await _even_so(Request(scope), Broken())
                await page(scope, receive, send)
            raise  # whoever runs the application learns of it too


async def _sent(request: Request) -> Carried | None:
    """What was typed into the form that this request brought, if it brought one."""
    return None if request.method in SAFE_METHODS else await carry.typed_in(request)


async def _even_so(request: Request, refusal: Refusal) -> Response:
    """The page of a refusal, also when the database cannot say who is signed in."""
    sent = await _sent(request)
    return await run_in_threadpool(_page_without_fail, request, refusal, sent)


def _page_without_fail(request: Request, refusal: Refusal, sent: Carried | None) -> Response:
    visit = visit_of(request)
    try:
        visit.viewer  # noqa: B018  (asked here, so that the page does not ask)
    except Exception:
        visit.viewer = None
    return _answer(request, refusal, sent)


def _answer(request: Request, refusal: Refusal, sent: Carried | None) -> Response:
    """Why not; and what was typed, to send again, or at least to copy."""
    visit = visit_of(request)
    if isinstance(refusal, SignInFirst):
        if sent is None:
            return visit.go(f"/inloggen?verder={quote(carry.address_of(request))}")
        carried = None if from_elsewhere(request) else sent
        return sign_in_page.show(visit, "/", refusal=refusal, carried=carried)
    if sent is None or isinstance(refusal, FormFromElsewhere):
        return visit.refusal(refusal)
    if isinstance(refusal, FormExpired):
        return visit.page("shared/send_again.html", refusal.status, refusal=refusal, carried=sent)
    return visit.refusal(refusal, sent.words)
