"""What happened in a round, line by line, in an order that cannot be changed unseen."""

from fastapi import APIRouter, Response

from budget_app.budgets import reading as rounds
from budget_app.history import service as history
from budget_app.ideas import reading as ideas
from budget_app.web.guards import Anyone
from budget_app.web.public.deeds import idea_number, line
from budget_app.web.typed import key

router = APIRouter()
PER_PAGE = 50


@router.get("/ronde/{slug}/geschiedenis")
def show(visit: Anyone, slug: str, voor: str = "") -> Response:
    """The newest lines first; `voor` is the number of the line to go on from."""
    before = key(voor)
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        entries = history.of_round(session, round.id, PER_PAGE + 1, before)
        numbers = [number for entry in entries if (number := idea_number(entry)) is not None]
        titles = ideas.titles(session, round.id, numbers)
    shown = [line(entry, round.config, titles) for entry in entries[:PER_PAGE]]
    return visit.page(
        "public/history.html",
        round=round,
        lines=shown,
        onward=shown[-1].seq if len(entries) > PER_PAGE else None,
        is_first=before is None,
    )
