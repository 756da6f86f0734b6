"""What projects of a round ask of companies, and which companies helped."""

from fastapi import APIRouter, Response

from budget_app.budgets import reading as rounds
from budget_app.prodeo import reading
from budget_app.web.guards import Anyone

router = APIRouter()


@router.get("/ronde/{slug}/hulp")
def show(visit: Anyone, slug: str) -> Response:
    """What is still asked first, then what was given and thanked for."""
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        asked = reading.of_round(session, round.id)
    return visit.page(
        "public/help.html",
        round=round,
        wanted=[each for each in asked if each.is_open],
        given=[each for each in asked if each.offers],
    )
