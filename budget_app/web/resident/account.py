"""My account: name, address, language, mail, and on which rolls I stand."""

from fastapi import APIRouter, Response

from budget_app.errors import FieldErrors, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.ideas import authors
from budget_app.mail import service as mail
from budget_app.people import attempts, contact, identities, sessions
from budget_app.people.models import Account
from budget_app.projects import names
from budget_app.web import my_account
from budget_app.web.guards import Anyone, Form
from budget_app.web.visit import LANGUAGE_COOKIE, SESSION_COOKIE, Visit

router = APIRouter()
_YEAR = 365 * 24 * 3600
CODES_TRIED = 10  # in a quarter of an hour


@router.get("/account")
def show(visit: Anyone) -> Response:
    """What we know of me, and what I can change."""
    return _page(visit)


@router.post("/account/naam")
def rename(visit: Anyone, form: Form) -> Response:
    """Choose the name that others see, also with ideas that are there already."""
    name = form.text("name")
    try:
        with visit.write() as session:
            account = session.get_one(Account, visit.me.account_id)
            before = account.name
            contact.set_name(session, account, name)
            authors.rename(session, visit.me.account_id, name)
            names.rename(session, visit.me.account_id, before, name or authors.UNNAMED)
    except FieldErrors as wrong:
        return _page(visit, {"name": name}, wrong.errors)
    visit.flash(_l("Uw naam is veranderd."))
    return visit.go("/resident/account")


@router.post("/account/e-mail")
def change_email(visit: Anyone, form: Form) -> Response:
    """Give an address, or take it away; a new one counts once its link is followed."""
    email = form.text("email")
    try:
        with visit.write() as session:
            account = session.get_one(Account, visit.me.account_id)
            word = contact.set_email(session, visit.settings.secret_key, account, email, visit.now)
            if word is not None:
                mail.tell(session, visit.me.account_id, mail.CONFIRMS, visit.now, word=word)
    except FieldErrors as wrong:
        return _page(visit, {"email": email}, wrong.errors)
    visit.flash(
        _l("We sturen u een link. Open die, dan weten we dat het adres klopt.")
        if word
        else _l("Uw e-mailadres is weg. U krijgt geen mail meer.")
    )
    return visit.go("/resident/account")


@router.post("/account/voorkeuren")
def prefer(visit: Anyone, form: Form) -> Response:
    """Choose a language, and whether to get mail."""
    language = form.text("language")
    with visit.write() as session:
        account = session.get_one(Account, visit.me.account_id)
        contact.set_preferences(session, account, language, bool(form.text("wants_mail")))
    visit.set_cookie(LANGUAGE_COOKIE, account.language, _YEAR)
    visit.flash(_l("Uw keuze is bewaard."))
    return visit.go("/resident/account")


@router.post("/account/code")
def link_pass(visit: Anyone, form: Form) -> Response:
    """Bring the rights of a pass from a letter to this account."""
    code = form.text("code")
    try:
        with visit.write() as session:
            attempts.count(session, f"link:{visit.me.account_id}", CODES_TRIED, visit.now)
        with visit.write() as session:
            account = session.get_one(Account, visit.me.account_id)
            identities.link_pass(session, visit.settings.secret_key, account, code)
    except Refusal as refusal:
        return _page(visit, {"code": code}, {"code": refusal.text}, refusal.status)
    visit.flash(_l("De code hoort nu bij uw account. U kunt meedoen."))
    return visit.go("/resident/account")


@router.post("/account/overal-uitloggen")
def leave_everywhere(visit: Anyone, form: Form) -> Response:
    """End every session of this account, this one too."""
    with visit.write() as session:
        sessions.end_all(session, visit.me.account_id)
    visit.set_cookie(SESSION_COOKIE, None)
    visit.flash(_l("U bent op al uw apparaten uitgelogd."))
    return visit.go("/")


def _page(
    visit: Visit,
    values: dict[str, str] | None = None,
    errors: dict[str, LazyText] | None = None,
    status: int = 400,
) -> Response:
    with visit.read() as session:
        account = session.get_one(Account, visit.me.account_id)
        rolls = my_account.rolls(session, visit.me.account_id)
    stored = {"name": account.name, "email": account.email or "", "code": ""}
    return visit.page(
        "resident/account.html",
        status if errors else 200,
        account=account,
        rolls=rolls,
        values=stored | (values or {}),
        errors=errors or {},
    )
