"""What is being done in a round: every project with its money, and what is late."""

from fastapi import APIRouter, Response

from budget_app.clock import local_date
from budget_app.projects import overview
from budget_app.web.guards import Anyone
from budget_app.web.municipality.mine import round_of

router = APIRouter()


@router.get("/ronde/{round_id}/projecten")
def show(visit: Anyone, round_id: int) -> Response:
    """Running projects first; each leads to its bills and promises."""
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        lines = overview.of_round(session, round_id, local_date(visit.now))
    return visit.page("municipality/projects.html", round=round, lines=lines)
