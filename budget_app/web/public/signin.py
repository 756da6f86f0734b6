"""Sign in with the code from a letter, and sign out."""

from fastapi import APIRouter, Response

from budget_app.errors import Refusal
from budget_app.i18n import _l
from budget_app.people import attempts, sessions
from budget_app.people import service as people
from budget_app.web import carry, sign_in_page
from budget_app.web.addresses import safe_path
from budget_app.web.guards import Anyone, Form
from budget_app.web.visit import SESSION_COOKIE

router = APIRouter()
TRIES_PER_DEVICE = 10
# A street, a library or a mobile network can share an address; at this pace a code of 58 bits is
# still out of reach for whoever takes a new device each time.
TRIES_PER_ADDRESS = 200
MINE = "/resident/"  # says what this person can do now


@router.get("/inloggen")
def ask(visit: Anyone, verder: str = "/") -> Response:
    """The form for the code."""
    return sign_in_page.show(visit, verder)


@router.get("/code/{code}")
def from_letter(visit: Anyone, code: str) -> Response:
    """Where the QR code in the letter leads: the code is filled in, a person presses the button."""
    return sign_in_page.show(visit, MINE, code)


@router.post("/inloggen")
def enter(visit: Anyone, form: Form) -> Response:
    """Sign in. Tries are counted per device and address before the code is looked up."""
    code, onward = form.text("code"), safe_path(form.text("verder", "/"))
    carried = carry.unpack(form.text(carry.PATH_FIELD), form.text(carry.WORDS_FIELD))
    device, address = f"pass:{visit.device}", f"pass:{visit.address}"
    try:
        with visit.write() as session:
            attempts.count(session, device, TRIES_PER_DEVICE, visit.now)
            attempts.count(session, address, TRIES_PER_ADDRESS, visit.now)
        with visit.write() as session:
            account = people.by_pass(session, visit.settings.secret_key, code)
            language = account.language
            attempts.forget(session, device)
            attempts.give_back(session, address)
            secret = sessions.start(
                session,
                account.id or 0,
                visit.now,
                visit.settings.session_hours,
                visit.request.cookies.get(SESSION_COOKIE),
            )
    except Refusal as refusal:
        return sign_in_page.show(visit, onward, code, refusal, carried)
    visit.sign_in(secret, language)
    if carried is not None:
        return visit.page("shared/send_again.html", refusal=None, carried=carried)
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
