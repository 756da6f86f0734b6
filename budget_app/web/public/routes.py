"""The ways in which a round could go on: each with its steps, and which one residents chose."""

from dataclasses import dataclass

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.ballots import results
from budget_app.ballots.results import IdeaResult, NoResult, ResultView
from budget_app.budgets import reading as rounds
from budget_app.budgets.config import RouteRule
from budget_app.budgets.reading import RoundFacts
from budget_app.errors import NotFound
from budget_app.web.guards import Anyone
from budget_app.web.route_picture import Branch, picture

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Way:
    """A route on offer, and how it fared once it was voted on."""

    rule: RouteRule
    drawn: Branch
    chosen: bool
    result: IdeaResult | None


@router.get("/ronde/{slug}/wegen")
def show(visit: Anyone, slug: str) -> Response:
    """Every route with its steps and who decides."""
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        if not round.config.routes:
            raise NotFound
        counted = _counted(session, round)
    fared = {idea.code: idea for idea in counted.ideas} if counted else {}
    return visit.page(
        "public/routes.html",
        round=round,
        counted=counted,
        ways=[
            Way(rule, branch, rule.key == round.chosen_route, fared.get(rule.key))
            for rule, branch in zip(
                round.config.routes, picture(round.config).branches, strict=True
            )
        ],
    )


def _counted(session: Session, round: RoundFacts) -> ResultView | None:
    """The result of the vote on the routes: the last of the steps that all routes share."""
    step = round.config.as_agreed().steps[-1]
    try:
        return results.of_round(session, round.id, round.slug, step.key)
    except NoResult:
        return None
