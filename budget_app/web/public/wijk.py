"""The home of a wijk: what is going on here, and what can I do now?"""

from collections import Counter
from dataclasses import dataclass

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.budgets import reading as rounds
from budget_app.budgets.config import EURO
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
from budget_app.web.public.now import Panel, asks_nothing, is_over, made, panel, to_show
from budget_app.web.public.outsiders import barred
from budget_app.web.visit import Visit

router = APIRouter()
FEW = 6


@dataclass(frozen=True, slots=True)
class Before:
    """A round in which all is decided: how many of the chosen ideas were made.

    `done` is None where none was begun, as in an election that was brought in: of that we know no
    more than what was chosen.
    """

    round: RoundFacts
    done: int | None
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
        shown = to_show(going[0]) if going else Wanted(going=True)
        few = ideas.rows(session, main.id, shown, FEW) if main else []
        drawn = drawing.drawn(session, visit, main, Wanted(going=True)) if main else None
    return visit.page(
        "public/wijk.html",
        area=here.area,
        here=here,
        going=going,
        before=before,
        main=main,
        meetings=_upcoming(meetings, visit),
        few=cards(few, names, visit.lang, currency=main.config.amount.currency if main else EURO),
        drawn=drawn,
        can_propose=bool(going) and going[0].can_propose,
    )


def _rounds(
    session: Session, visit: Visit, here: Neighbourhood
) -> tuple[list[Panel], list[Before]]:
    """Rounds that go on or will, what can be done now first; and those where all is decided."""
    found = rounds.covering(session, here.codes)
    steps = route.steps_of(session, {round.id: round.config for round in found}, visit.now)
    states = ideas.states_in(session, [round.id for round in found])
    shut = barred(session, visit.viewer, found)
    panels = [panel(round, steps[round.id], states[round.id], shut[round.id]) for round in found]
    over = {shown.round.id for shown in panels if is_over(steps[shown.round.id])}
    quiet = over | {shown.round.id for shown in panels if asks_nothing(shown)}
    # Where nothing else goes on, a round that is being carried out is what goes on.
    aside = quiet if any(shown.round.id not in quiet for shown in panels) else over
    going = [shown for shown in panels if shown.round.id not in aside]
    before = [
        _before(shown.round, states[shown.round.id]) for shown in panels if shown.round.id in aside
    ]
    return sorted(going, key=lambda shown: shown.rank), before


def _before(round: RoundFacts, states: Counter[str]) -> Before:
    done, chosen = made(states)
    return Before(round, None if states["gekozen"] == chosen else done, chosen)


def _upcoming(meetings: list[MeetingFacts], visit: Visit) -> list[MeetingFacts]:
    return [meeting for meeting in reversed(meetings) if meeting.starts_at >= visit.now]
