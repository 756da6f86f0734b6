"""The municipality proposes an agreement, hands a task over, and can take it back with why."""

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.errors import FieldErrors
from budget_app.i18n import _l
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.tasks import agreeing
from budget_app.web import handover_page
from budget_app.web import project_deeds as deeds
from budget_app.web.guards import Anyone, Form
from budget_app.web.money import parse_euros
from budget_app.web.municipality.mine import round_of
from budget_app.web.project_deeds import Sent, Side
from budget_app.web.visit import Visit

router = APIRouter()


def _load(session: Session, visit: Visit, project_id: int) -> Project:
    project = projects.by_id(session, project_id)
    round_of(session, visit, project.round_id)
    return project


def _page(visit: Visit, project_id: int, sent: Sent) -> Response:
    return handover_page.show(visit, OFFICIAL, project_id, sent)


OFFICIAL = Side("municipality", "gemeente", _load, _page, "/overdracht")


@router.get("/project/{project_id}/overdracht")
def show(visit: Anyone, project_id: int) -> Response:
    """What was agreed, and what the municipality can do."""
    return _page(visit, project_id, Sent())


@router.post("/project/{project_id}/overdracht/afspraak")
def propose(visit: Anyone, project_id: int, form: Form) -> Response:
    """Write down what would be agreed."""

    def deed(session: Session, project: Project) -> None:
        cents = parse_euros(form.text("money"))
        if cents is None:
            raise FieldErrors({"money": _l("Vul een bedrag in, zoals 1.250 of 12,50.")})
        until = deeds.day(form.text("until"), "until")
        words = form.text("what"), form.text("quality")
        agreeing.propose(session, project, *words, cents, until, visit.now)

    said = _l("De makers zien uw voorstel en kunnen akkoord gaan.")
    return deeds.act(OFFICIAL, visit, project_id, form, "promise", deed, said)


@router.post("/project/{project_id}/overdracht/overdragen")
def hand_over(visit: Anyone, project_id: int, form: Form) -> Response:
    """Hand the task over from today."""

    def deed(session: Session, project: Project) -> None:
        agreeing.hand_over(session, project, visit.now)

    said = _l("De taak is overgedragen. Rekeningen kunnen nu worden betaald.")
    return deeds.act(OFFICIAL, visit, project_id, form, "promise", deed, said)


@router.post("/project/{project_id}/overdracht/terug")
def take_back(visit: Anyone, project_id: int, form: Form) -> Response:
    """Take the task back, with why."""

    def deed(session: Session, project: Project) -> None:
        agreeing.return_task(session, project, "gemeente", form.text("return_why"), visit.now)

    said = _l("De taak is terug bij de gemeente. Wat over was, ging terug in de pot.")
    return deeds.act(OFFICIAL, visit, project_id, form, "promise", deed, said)
