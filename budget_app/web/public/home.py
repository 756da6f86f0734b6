"""The front page: what is going on, and which wijken take part."""

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.ballots import reading as ballots
from budget_app.budgets import reading as rounds
from budget_app.budgets.reading import RoundFacts
from budget_app.ideas import reading as ideas
from budget_app.places import reading as places
from budget_app.route import reading as route
from budget_app.web.guards import Anyone
from budget_app.web.public.now import Panel, panel
from budget_app.web.public.outsiders import barred
from budget_app.web.visit import Visit

router = APIRouter()
MOST_PANELS = 12
MOST_RESULTS = 6


@router.get("/")
def show(visit: Anyone) -> Response:
    """What is going on in every wijk, what was decided, and where one chooses one's own."""
    with visit.read() as session:
        running = rounds.with_ids(session, route.running(session, visit.now, MOST_PANELS))
        panels = panels_of(session, visit, running)
        counted = ballots.newly_counted(session, MOST_RESULTS)
        by_id = {round.id: round for round in rounds.with_ids(session, counted)}
        results = [by_id[number] for number in counted if number in by_id]
        wijken = rounds.wijken(session)
        codes = [visit.viewer.area_code] if visit.viewer and visit.viewer.area_code else []
        own = places.named(session, codes).get(codes[0]) if codes else None
    return visit.page("public/home.html", panels=panels, results=results, wijken=wijken, own=own)


@router.get("/wijken")
def choose(visit: Anyone, q: str = "") -> Response:
    """Every wijk that takes part, to choose from."""
    with visit.read() as session:
        wijken = rounds.wijken(session, q.strip())
    return visit.page("public/wijken.html", wijken=wijken, words=q.strip())


def panels_of(session: Session, visit: Visit, found: list[RoundFacts]) -> list[Panel]:
    """A panel for each of these rounds, what asks most of people first, in three statements."""
    steps = route.steps_of(session, {round.id: round.config for round in found}, visit.now)
    states = ideas.states_in(session, [round.id for round in found])
    shut = barred(session, visit.viewer, found)
    shown = [panel(round, steps[round.id], states[round.id], shut[round.id]) for round in found]
    return sorted(shown, key=lambda panel: panel.rank)
