"""Who sits on the bodies of a round: places, vacancies and terms; and the record of a draw."""

from fastapi import APIRouter, Response

from budget_app.bodies import drawing, groups
from budget_app.bodies.models import Body
from budget_app.budgets import reading as rounds
from budget_app.clock import local_date
from budget_app.web.guards import Anyone

router = APIRouter()


@router.get("/ronde/{slug}/groepen")
def show(visit: Anyone, slug: str) -> Response:
    """Every body with its filled and empty seats; no names."""
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        found = groups.of_round(session, round.id, round.config, local_date(visit.now))
    return visit.page("public/groups.html", round=round, groups=found)


@router.get("/loting/{draw_id}")
def draw(visit: Anyone, draw_id: int) -> Response:
    """Everything with which anyone can repeat a draw."""
    with visit.read() as session:
        found = drawing.by_id(session, draw_id)
        body = session.get_one(Body, found.body_id)
        round = rounds.by_id(session, body.round_id)
        listed = drawing.volunteers(session, found)
    drawn = sorted((one for one in listed if one.place), key=lambda one: one.place or 0)
    return visit.page(
        "public/draw.html",
        draw=found,
        body=body,
        round=round,
        strata=drawing.strata_of(found),
        listed=listed,
        drawn=[one.number for one in drawn],
    )
