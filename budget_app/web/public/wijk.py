"""The home of a wijk: what is going on here, and what can I do now?"""

from dataclasses import dataclass

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.budgets import reading as rounds
from budget_app.budgets.reading import RoundFacts
from budget_app.ideas import reading as ideas
from budget_app.ideas.reading import Wanted
from budget_app.places import reading as places
from budget_app.places.reading import Neighbourhood
from budget_app.route import reading as route
from budget_app.talk import reading as talk
from budget_app.talk.reading import MeetingFacts
from budget_app.web.guards import Anyone
from budget_app.web.public import map as drawing
from budget_app.web.public.cards import cards
from budget_app.web.public.now import Panel, is_over, made, panel
from budget_app.web.visit import Visit

router = APIRouter()
FEW = 6


@dataclass(frozen=True, slots=True)
class Before:
    """A round that is over: how many of the chosen ideas were made."""

    round: RoundFacts
    done: int
    chosen: int


@router.get("/wijk/{slug}")
def show(visit: Anyone, slug: str) -> Response:
    """Everything about one wijk or buurt on one page."""
    with visit.read() as session:
        here = places.by_slug(session, slug)
        going, before = _rounds(session, visit, here)
        main = going[0].round if going else (before[0].round if before else None)
        meetings = talk.meetings(session, [panel.round.id for panel in going]) if going else []
        names = places.named(session, here.codes)
        few = ideas.rows(session, main.id, Wanted(), FEW) if main else []
        drawn = drawing.drawn(session, visit, main, Wanted()) if main else None
    return visit.page(
        "public/wijk.html",
        area=here.area,
        here=here,
        going=going,
        before=before,
        main=main,
        meetings=_upcoming(meetings, visit),
        few=cards(few, names, visit.lang),
        drawn=drawn,
        can_propose=bool(going) and going[0].can_propose,
    )


def _rounds(
    session: Session, visit: Visit, here: Neighbourhood
) -> tuple[list[Panel], list[Before]]:
    """Rounds that go on or will, what can be done now first; and those that are over."""
    found = rounds.covering(session, here.codes)
    steps = route.steps_of(session, {round.id: round.config for round in found}, visit.now)
    states = ideas.states_in(session, [round.id for round in found])
    going = [
        panel(round, steps[round.id], states[round.id])
        for round in found
        if not is_over(steps[round.id])
    ]
    before = [Before(round, *made(states[round.id])) for round in found if is_over(steps[round.id])]
    return sorted(going, key=lambda shown: shown.rank), before


def _upcoming(meetings: list[MeetingFacts], visit: Visit) -> list[MeetingFacts]:
    return [meeting for meeting in reversed(meetings) if meeting.starts_at >= visit.now]
