"""The whole budgets of a round side by side, who made them, and what the game says."""

from fastapi import APIRouter, Response

from budget_app.budgets import reading as rounds
from budget_app.clock import local_date
from budget_app.errors import NotFound
from budget_app.packages import game, items, reading
from budget_app.route import service as route
from budget_app.web.guards import Anyone

router = APIRouter()


@router.get("/ronde/{slug}/pakketten")
def show(visit: Anyone, slug: str) -> Response:
    """Every package with its ideas, and how often ideas were chosen in the game."""
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        step = round.config.first("compose")
        if step is None:
            raise NotFound
        packages = reading.packages(session, round.id)
        group = reading.group(session, round.id, step.body or "", local_date(visit.now))
        ideas = items.came_to(session, round.id, step.key)
        played = game.played(session, round.id, step.key)
        may_play = route.may(session, round.id, "play", "resident", visit.now, step.key)
    return visit.page(
        "public/packages.html",
        round=round,
        step=step,
        packages=packages,
        group=group,
        ideas=ideas,
        played=played,
        may_play=may_play,
    )
