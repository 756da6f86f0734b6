"""The page of an agreement about a task, for both sides."""

from fastapi import Response

from budget_app.errors import NotFound
from budget_app.projects import page as pages
from budget_app.projects import service as projects
from budget_app.tasks import reading
from budget_app.web.project_deeds import Sent, Side
from budget_app.web.visit import Visit


def show(visit: Visit, side: Side, project_id: int, sent: Sent) -> Response:
    """What was agreed, and what this side can do now. Raises NotFound for other projects."""
    with visit.read() as session:
        project = side.load(session, visit, project_id)
        handover = reading.handover_of(session, project.idea_id, visit.now)
        if handover is None:
            raise NotFound
        idea = pages.idea_of(session, project)
        left = projects.award_account(session, project).balance
    return visit.page(
        f"{side.audience}/handover.html",
        sent.status,
        project=project,
        idea=idea,
        handover=handover,
        left=left,
        sent=sent,
        base=side.address(project_id),
        may_act=project.state == "in_uitvoering",
    )
