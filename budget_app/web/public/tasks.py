"""The municipality's tasks that residents may take over, and who challenges for them."""

from fastapi import APIRouter, Response

from budget_app.budgets import reading as rounds
from budget_app.errors import NotFound
from budget_app.route import service as route
from budget_app.tasks import reading
from budget_app.web.guards import Anyone

router = APIRouter()


@router.get("/ronde/{slug}/taken")
def show(visit: Anyone, slug: str) -> Response:
    """Every task with its money and quality; whether it is free, and how each challenge stands."""
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        if not round.config.tasks:
            raise NotFound
        listed = reading.of_round(session, round.id, visit.now)
        open_now = route.may(session, round.id, "submit", "resident", visit.now)
    return visit.page("public/tasks.html", round=round, listed=listed, open_now=open_now)
