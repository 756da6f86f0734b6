"""Search in everything: wijken, rounds and ideas."""

from fastapi import APIRouter, Response

from budget_app.budgets import reading as rounds
from budget_app.ideas import reading as ideas
from budget_app.places import reading as places
from budget_app.web.guards import Anyone
from budget_app.web.public.cards import of_rounds
from budget_app.web.public.filters import LONGEST_SEARCH

router = APIRouter()
PER_PAGE, FEW, SHORTEST = 24, 10, 2


@router.get("/zoeken")
def search(visit: Anyone, q: str = "", bladzijde: str = "1") -> Response:
    """What holds all the words that were typed; nothing until there are two letters."""
    words = q.strip()[:LONGEST_SEARCH]
    number = max(1, int(bladzijde)) if bladzijde.isdecimal() and len(bladzijde) < 5 else 1
    found, wijken, matching = [], [], []
    if len(words) >= SHORTEST:
        with visit.read() as session:
            wijken = places.matching(session, words, FEW)
            matching = rounds.matching(session, words)[:FEW]
            found = ideas.everywhere(session, words, PER_PAGE + 1, (number - 1) * PER_PAGE)
            codes = {row.area_code for row, _currency in found if row.area_code}
            names = places.named(session, sorted(codes))
    return visit.page(
        "public/search.html",
        words=words,
        wijken=wijken if number == 1 else [],
        rounds=matching if number == 1 else [],
        ideas=of_rounds(found[:PER_PAGE], names, visit.lang) if found else "",
        number=number,
        more=len(found) > PER_PAGE,
    )
