"""The page of a round: where it stands, who decides, the money, the ideas, the meetings."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from budget_app.ballots import reading as ballots
from budget_app.bodies import advising
from budget_app.budgets import reading as rounds
from budget_app.budgets.amounts import split
from budget_app.budgets.config import Funder
from budget_app.budgets.matrix import FIELDS
from budget_app.budgets.reading import RoundFacts
from budget_app.budgets.rights import RIGHT_NAMES
from budget_app.ideas import reading as ideas
from budget_app.ledger import reading as ledger
from budget_app.places import reading as places
from budget_app.route import reading as route
from budget_app.route.reading import StepFacts
from budget_app.talk import reading as talk
from budget_app.web.guards import Anyone
from budget_app.web.public.cards import cards
from budget_app.web.public.now import DOINGS, Doing, open_now, panel, to_show
from budget_app.web.public.outsiders import Barred, barred

router = APIRouter()
FEW = 6


@dataclass(frozen=True, slots=True)
class Share:
    """What a funder pays, in cents, and what that entitles to."""

    funder: Funder
    cents: int


@router.get("/ronde/{slug}")
def show(visit: Anyone, slug: str) -> Response:
    """Everything about one round."""
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        steps = route.steps_of(session, {round.id: round.config}, visit.now)[round.id]
        states = ideas.states_in(session, [round.id])[round.id]
        names = places.named(session, list(round.config.areas))
        shut = barred(session, visit.viewer, [round])[round.id]
        shown = panel(round, steps, states, shut)
        few = ideas.rows(session, round.id, to_show(shown), FEW)
        late = advising.late_answers(session, round.id, round.config, visit.now)
        meetings = talk.meetings(session, [round.id])
        money = ledger.summary(session, round.id)
        counted = ballots.counted_steps(session, round.id)
        previous = rounds.by_id(session, round.previous_id) if round.previous_id else None
    return visit.page(
        "public/round.html",
        round=round,
        area=names.get(round.area_code),
        panel=shown,
        steps=steps,
        doings=_doings(steps, shut),
        right=RIGHT_NAMES[round.config.decision_right],
        field=FIELDS[round.field],
        shares=shares_of(round),
        money=money,
        total=states.total(),
        ideas=cards(few, names, visit.lang, currency=round.config.amount.currency) if few else "",
        meetings=meetings,
        late_answers=late,
        counted=counted,
        previous=previous,
    )


def _doings(steps: list[StepFacts], shut: Barred) -> list[tuple[StepFacts, Doing]]:
    """What else this viewer can do now; two steps that ask the same are one line."""
    now = open_now(steps)
    asked: dict[str, tuple[StepFacts, Doing]] = {}
    for step in now[1:]:
        if step.kind not in shut and step.kind != now[0].kind:
            asked.setdefault(step.kind, (step, DOINGS[step.kind]))
    return list(asked.values())


def shares_of(round: RoundFacts) -> list[Share]:
    """Who pays what, in the order of the rules."""
    funders = round.config.funders
    parts = split(round.amount_cents, funders)
    return [Share(funder, cents) for funder, cents in zip(funders, parts, strict=True)]
