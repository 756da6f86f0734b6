"""The desk: help someone with an idea, or with a lost code."""

from fastapi import APIRouter, Response

from budget_app.web.desk import rounds
from budget_app.web.guards import Anyone

router = APIRouter()


@router.get("/")
def show(visit: Anyone) -> Response:
    """What a helper can do now, per round."""
    with visit.read() as session:
        found = rounds.mine(session, visit.me.account_id, visit.now)
    return visit.page("desk/home.html", rounds=found)
