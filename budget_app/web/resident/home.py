"""My page: what I can do now, my ideas, and what waits for my answer."""

from fastapi import APIRouter, Response

from budget_app.web import overview
from budget_app.web.guards import Anyone

router = APIRouter()


@router.get("/")
def show(visit: Anyone) -> Response:
    """Everything that concerns me."""
    with visit.read() as session:
        mine = overview.of(session, visit.me.account_id, visit.now)
    return visit.page("resident/home.html", mine=mine)
