"""Help of companies: makers ask, take and thank; someone who signed in offers for a company."""

import secrets

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.errors import FieldErrors, NotForYou, NotFound, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.people.models import Account
from budget_app.prodeo import reading, service
from budget_app.projects import page as pages
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.web import project_deeds as deeds
from budget_app.web.guards import Anyone, Form
from budget_app.web.project_deeds import Sent, Side
from budget_app.web.visit import Visit

router = APIRouter()
ANSWERED: dict[str, LazyText] = {
    "accepted": _l("U neemt dit aanbod aan. Dat staat op de projectpagina."),
    "declined": _l("U neemt dit aanbod niet aan."),
    "delivered": _l("Mooi. De hulp is gekomen."),
    "thanked": _l("Uw dank staat op de projectpagina."),
}


def _load(session: Session, visit: Visit, project_id: int) -> Project:
    return projects.of_maker(session, project_id, visit.me.account_id)


def _page(visit: Visit, project_id: int, sent: Sent) -> Response:
    with visit.read() as session:
        project = _load(session, visit, project_id)
        idea = pages.idea_of(session, project)
        asked = reading.of_project(session, project_id, all_offers=True)
        may = projects.may(session, project, "resident")
    return visit.page(
        "resident/help.html",
        sent.status,
        project=project,
        idea=idea,
        asked=asked,
        may=may,
        sent=sent,
        form_key=sent.typed.get("form_key") or secrets.token_urlsafe(9),
    )


MAKERS = Side("resident", "makers", _load, _page, "/hulp")


@router.get("/project/{project_id}/hulp")
def show(visit: Anyone, project_id: int) -> Response:
    """What the project asked, and every offer."""
    return _page(visit, project_id, Sent())


@router.post("/project/{project_id}/hulp")
def ask(visit: Anyone, project_id: int, form: Form) -> Response:
    """Ask for goods or hours."""

    def deed(session: Session, project: Project) -> None:
        key, kind = form.text("form_key")[:40], form.text("kind")
        service.ask(session, project, key, kind, form.text("help_what"), visit.now)

    said = _l("Uw vraag staat op de projectpagina. Bedrijven kunnen zich melden.")
    return deeds.act(MAKERS, visit, project_id, form, "tell", deed, said)


@router.post("/project/{project_id}/hulp/{offer_id}")
def answer(visit: Anyone, project_id: int, offer_id: int, form: Form) -> Response:
    """Take an offer or not, say that it came, or thank for it."""
    state = form.text("state")
    try:
        with visit.write() as session:
            project = _load(session, visit, project_id)
            thanks = form.text(f"thanks_{offer_id}")
            service.answer(session, project, offer_id, state, thanks, visit.now)
    except (NotForYou, NotFound):
        raise
    except Refusal as refusal:
        given = refusal.errors if isinstance(refusal, FieldErrors) else {}
        errors = {name: visit.translate(text) for name, text in given.items()}
        refused = None if errors else visit.translate(refusal.text)
        sent = Sent("answer", form.values(), errors, refused, refusal.status)
        return _page(visit, project_id, sent)
    visit.flash(ANSWERED[state])
    return visit.go(MAKERS.address(project_id))


@router.get("/hulp/{request_id}")
def show_offer(visit: Anyone, request_id: int) -> Response:
    """The form to offer help for a company."""
    return _offer_page(visit, request_id, Sent())


@router.post("/hulp/{request_id}")
def offer(visit: Anyone, request_id: int, form: Form) -> Response:
    """Offer help for a company."""
    try:
        with visit.write() as session:
            request = service.request_by_id(session, request_id)
            account = session.get_one(Account, visit.me.account_id)
            key, company = form.text("form_key")[:40], form.text("company")
            service.offer(session, request, account, key, company, form.text("words"), visit.now)
            project_id = request.project_id
    except (NotForYou, NotFound):
        raise
    except Refusal as refusal:
        given = refusal.errors if isinstance(refusal, FieldErrors) else {}
        errors = {name: visit.translate(text) for name, text in given.items()}
        refused = None if errors else visit.translate(refusal.text)
        sent = Sent("offer", form.values(), errors, refused, refusal.status)
        return _offer_page(visit, request_id, sent)
    visit.flash(_l("Uw aanbod is bij de makers. Zij antwoorden u."))
    return visit.go(f"/project/{project_id}")


def _offer_page(visit: Visit, request_id: int, sent: Sent) -> Response:
    with visit.read() as session:
        request = service.request_by_id(session, request_id)
        project = projects.by_id(session, request.project_id)
        idea = pages.idea_of(session, project)
    return visit.page(
        "resident/help_offer.html",
        sent.status,
        asked=request,
        idea=idea,
        sent=sent,
        form_key=sent.typed.get("form_key") or secrets.token_urlsafe(9),
    )
