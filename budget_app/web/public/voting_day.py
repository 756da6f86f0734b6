"""The voting day: when, where, and who stands where."""

from fastapi import APIRouter, Response

from budget_app.budgets import reading as rounds
from budget_app.errors import NotFound
from budget_app.events import reading
from budget_app.web.guards import Anyone
from budget_app.web.public.words import EXECUTORS

router = APIRouter()


@router.get("/ronde/{slug}/stemdag")
def show(visit: Anyone, slug: str) -> Response:
    """The day with its programme and its stands."""
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        step = next((step for step in round.config.steps if step.voting_day), None)
        if step is None:
            raise NotFound
        day = reading.day(session, round.id, step.key)
        stands = reading.stands(session, round.id, step.key)
    return visit.page(
        "public/voting_day.html",
        round=round,
        step=step,
        day=day,
        stands=stands,
        executors=EXECUTORS,
    )
