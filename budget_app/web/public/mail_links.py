"""Where the links in mail lead: confirm an address, stop mail. No signing in.

Mail scanners open every link they see, so a link alone changes nothing; its button does. Mail
programs have a button of their own for stopping mail (RFC 8058), which posts without our page.
"""

from fastapi import APIRouter, Response

from budget_app.i18n import _l
from budget_app.mail import subscriptions
from budget_app.people import contact
from budget_app.web.guards import Anyone, Form

router = APIRouter()


@router.get("/e-mail/bevestigen/{word}")
def ask_confirm(visit: Anyone, word: str) -> Response:
    """Is this your address?"""
    _account, email = contact.address_in(visit.settings.secret_key, word, visit.now)
    return visit.page(
        "public/mail_link.html",
        title=_l("Klopt dit e-mailadres?"),
        text=_l("U wilt mail krijgen op {email}.").with_values(email=email),
        button=_l("Ja, dit is mijn adres"),
    )


@router.post("/e-mail/bevestigen/{word}")
def confirm(visit: Anyone, word: str, form: Form) -> Response:
    """Yes, it is."""
    with visit.write() as session:
        contact.confirm(session, visit.settings.secret_key, word, visit.now)
    return visit.page(
        "public/mail_link.html",
        title=_l("Uw e-mailadres is bevestigd"),
        text=_l("U krijgt nu bericht over uw ideeën. Stoppen kan onderaan elke mail."),
        button=None,
    )


@router.get("/e-mail/afmelden/{word}")
def ask_stop(visit: Anyone, word: str) -> Response:
    """Do you want to stop this mail?"""
    subscriptions.meant(visit.settings.secret_key, word, visit.now)
    return visit.page(
        "public/mail_link.html",
        title=_l("Wilt u deze mail niet meer?"),
        text=_l("U blijft meedoen. Alleen de mail stopt."),
        button=_l("Stop deze mail"),
    )


@router.post("/e-mail/afmelden/{word}")
def stop(visit: Anyone, word: str) -> Response:
    """Stop. The signed word is the proof here: a mail program sends no form of ours (RFC 8058)."""
    with visit.write() as session:
        subscriptions.stop(session, visit.settings.secret_key, word, visit.now)
    return visit.page(
        "public/mail_link.html",
        title=_l("De mail is gestopt"),
        text=_l("Wilt u later weer mail? Zet het aan bij Mijn gegevens."),
        button=None,
    )
