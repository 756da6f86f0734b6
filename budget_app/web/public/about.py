"""What every public site must say: accessibility, privacy, source code and open data."""

from datetime import date

from fastapi import APIRouter, Response

from budget_app.ballots import reading as ballots
from budget_app.budgets import reading as rounds
from budget_app.keeping.terms import TERMS
from budget_app.web.guards import Anyone

router = APIRouter()
DRAWN_UP = date(2026, 11, 21)


@router.get("/toegankelijkheid")
def accessibility(visit: Anyone) -> Response:
    """The accessibility statement in the form that the law asks for."""
    return visit.page("public/accessibility.html", drawn_up=DRAWN_UP)


@router.get("/privacy")
def privacy(visit: Anyone) -> Response:
    """What is kept, why, how long and who sees it."""
    rows = [(term.what, term.why, term.how_long(visit.settings), term.seen_by) for term in TERMS]
    said = [[visit.translate(text) for text in row] for row in rows]
    return visit.page("public/privacy.html", kept=said)


@router.get("/open-source")
def open_source(visit: Anyone) -> Response:
    """Under which licence the platform is, and what it is built with."""
    return visit.page("public/open_source.html")


@router.get("/gegevens")
def open_data(visit: Anyone) -> Response:
    """Everything that can be downloaded, per round."""
    with visit.read() as session:
        found = rounds.newest(session, rounds.MOST_ROUNDS)
        counted = ballots.counted_rounds(session, [round.id for round in found])
    return visit.page("public/open_data.html", rounds=found, counted=counted)
