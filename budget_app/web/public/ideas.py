"""The list of a round's ideas. The busiest page: four statements, and cards kept by content."""

from fastapi import APIRouter, Response

from budget_app.budgets import reading as rounds
from budget_app.ideas import reading as ideas
from budget_app.places import reading as places
from budget_app.web.guards import Anyone
from budget_app.web.paging import page_of
from budget_app.web.public.cards import cards
from budget_app.web.public.filters import choices, chosen, sorts, wanted_from

router = APIRouter()
PER_PAGE = 24


@router.get("/ronde/{slug}/ideeen")
def show(visit: Anyone, slug: str) -> Response:
    """A page of ideas; a script may ask for the list alone."""
    wanted = wanted_from(visit)
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        base = f"{round.url}/ideeen"
        names = places.named(session, list(round.config.areas))
        counted = ideas.facets(session, round.id, wanted)
        asked = visit.request.query_params.get("bladzijde", "1")
        page = page_of(counted.total, PER_PAGE, asked, base, **chosen(wanted))
        rows = ideas.rows(session, round.id, wanted, PER_PAGE, (page.number - 1) * PER_PAGE)
    return visit.page(
        "public/parts/idea_list.html" if visit.is_fragment else "public/ideas.html",
        round=round,
        area=names.get(round.area_code),
        wanted=wanted,
        filters=choices(base, wanted, counted, names),
        sorts=sorts(base, wanted),
        total=counted.total,
        page=page,
        ideas=cards(rows, names, visit.lang, 2, round.config.amount.currency) if rows else "",
    )
