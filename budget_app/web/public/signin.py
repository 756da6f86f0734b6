"""Sign in with the code from a letter, and sign out."""

from fastapi import APIRouter, Response

from budget_app.errors import Refusal
from budget_app.i18n import _l
from budget_app.people import attempts, sessions
from budget_app.people import service as people
from budget_app.web.addresses import safe_path
from budget_app.web.guards import Anyone, Form
from budget_app.web.visit import SESSION_COOKIE, Visit

router = APIRouter()
TRIES_PER_ADDRESS = 10


@router.get("/inloggen")
def ask(visit: Anyone, verder: str = "/") -> Response:
    """The form for the code."""
    return _form(visit, verder)


@router.get("/code/{code}")
def from_letter(visit: Anyone, code: str) -> Response:
    """Where the QR code in the letter leads: the code is filled in, a person presses the button."""
    return _form(visit, "/", code)


@router.post("/inloggen")
def enter(visit: Anyone, form: Form) -> Response:
    """Sign in. Wrong codes are counted per address before the code is looked up."""
    code, onward = form.text("code"), safe_path(form.text("verder", "/"))
    address = visit.request.client.host if visit.request.client else "?"
    try:
        with visit.write() as session:
            attempts.count(session, f"pass:{address}", TRIES_PER_ADDRESS, visit.now)
        with visit.write() as session:
            account = people.by_pass(session, visit.settings.secret_key, code)
            attempts.forget(session, f"pass:{address}")
            secret = sessions.start(
                session, account.id or 0, visit.now, visit.settings.session_hours
            )
    except Refusal as refusal:
        return _form(visit, onward, code, refusal)
    visit.set_cookie(SESSION_COOKIE, secret)
    visit.flash(_l("U bent ingelogd."))
    return visit.go(onward)


@router.post("/uitloggen")
def leave(visit: Anyone, form: Form) -> Response:
    """Sign this device out and forget what it kept."""
    secret = visit.request.cookies.get(SESSION_COOKIE)
    if secret:
        with visit.write() as session:
            sessions.end(session, secret)
    for name in visit.request.cookies:
        if name.startswith("bb_") and name != "bb_lang":
            visit.set_cookie(name, None)
    visit.flash(_l("U bent uitgelogd."))
    return visit.go("/")


def _form(visit: Visit, onward: str, code: str = "", refusal: Refusal | None = None) -> Response:
    return visit.page(
        "public/signin.html",
        refusal.status if refusal else 200,
        onward=safe_path(onward),
        code=code,
        error=visit.translate(refusal.text) if refusal else "",
        oidc=visit.settings.oidc_issuer is not None,
    )
