"""How the money was divided over the parts of an area and their priorities, and why so."""

from fastapi import APIRouter, Response

from budget_app.budgets import reading as rounds
from budget_app.errors import NotFound
from budget_app.priorities import reading
from budget_app.web.guards import Anyone

router = APIRouter()


@router.get("/ronde/{slug}/verdeling")
def show(visit: Anyone, slug: str) -> Response:
    """The rule in words, and the table once it was made."""
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        step = round.config.first("allot")
        if step is None or step.allot is None:
            raise NotFound
        table = reading.table(session, round.id, step.key)
    return visit.page("public/allotment.html", round=round, step=step, rule=step.allot, table=table)
