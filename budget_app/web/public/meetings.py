"""The meetings of a round: when and where, what came out, and what was decided there."""

from fastapi import APIRouter, Response

from budget_app.budgets import reading as rounds
from budget_app.talk import reading as talk
from budget_app.web.guards import Anyone

router = APIRouter()
MOST = 200


@router.get("/ronde/{slug}/bijeenkomsten")
def show(visit: Anyone, slug: str) -> Response:
    """Every meeting, the latest first."""
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        meetings = talk.meetings(session, [round.id], MOST)
    return visit.page("public/meetings.html", round=round, meetings=meetings)
