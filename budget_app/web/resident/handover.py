"""Residents challenge for a task, agree about it, and give it back when it does not work."""

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.i18n import _l
from budget_app.ideas.service import Maker
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.tasks import agreeing, service
from budget_app.web import handover_page
from budget_app.web import project_deeds as deeds
from budget_app.web.guards import Anyone, Form
from budget_app.web.project_deeds import Sent, Side
from budget_app.web.visit import Visit

router = APIRouter()


def _load(session: Session, visit: Visit, project_id: int) -> Project:
    return projects.of_maker(session, project_id, visit.me.account_id)


def _page(visit: Visit, project_id: int, sent: Sent) -> Response:
    return handover_page.show(visit, MAKERS, project_id, sent)


MAKERS = Side("resident", "makers", _load, _page, "/overdracht")


@router.post("/taak/{task_id}/uitdagen")
def challenge(visit: Anyone, task_id: int, form: Form) -> Response:
    """Begin a plan for a task; go on in the form for ideas."""
    with visit.write() as session:
        maker = Maker(visit.me.account_id, visit.me.name or "")
        idea = service.challenge(session, task_id, maker, visit.now)
    return visit.go(f"/resident/idee/{idea.id}/bewerken")


@router.get("/project/{project_id}/overdracht")
def show(visit: Anyone, project_id: int) -> Response:
    """What was agreed, and what the makers can do."""
    return _page(visit, project_id, Sent())


@router.post("/project/{project_id}/overdracht/akkoord")
def agree(visit: Anyone, project_id: int, form: Form) -> Response:
    """Agree to what stands there."""

    def deed(session: Session, project: Project) -> None:
        agreeing.agree(session, project, visit.now)

    said = _l("De afspraak ligt vast. De gemeente draagt de taak nu over.")
    return deeds.act(MAKERS, visit, project_id, form, "promise", deed, said)


@router.post("/project/{project_id}/overdracht/terug")
def give_back(visit: Anyone, project_id: int, form: Form) -> Response:
    """Give the task back, with why."""

    def deed(session: Session, project: Project) -> None:
        agreeing.return_task(session, project, "makers", form.text("return_why"), visit.now)

    said = _l("De taak is terug bij de gemeente. Wat over was, ging terug in de pot.")
    return deeds.act(MAKERS, visit, project_id, form, "promise", deed, said)
