"""The map of a round: the same ideas as the list, by place."""

from typing import Any

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.budgets import reading as rounds
from budget_app.budgets.reading import RoundFacts
from budget_app.i18n import _l
from budget_app.ideas import reading as ideas
from budget_app.ideas.reading import Wanted
from budget_app.places import reading as places
from budget_app.web.guards import Anyone
from budget_app.web.public.filters import choices, wanted_from
from budget_app.web.svg.map import Map, Pin, draw_map
from budget_app.web.visit import Visit

router = APIRouter()


@router.get("/ronde/{slug}/kaart")
def show(visit: Anyone, slug: str) -> Response:
    """Where the ideas are, with the same filters as the list."""
    wanted = wanted_from(visit)
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        names = places.named(session, list(round.config.areas))
        counted = ideas.facets(session, round.id, wanted)
        map = drawn(session, visit, round, wanted)
    return visit.page(
        "public/map.html",
        round=round,
        area=names.get(round.area_code),
        wanted=wanted,
        filters=choices(f"{round.url}/kaart", wanted, counted, names),
        total=counted.total,
        on_map=sum(len(group.pins) for group in map.clusters) if map else 0,
        drawn=map,
    )


def drawn(session: Session, visit: Visit, round: RoundFacts, wanted: Wanted) -> Map | None:
    """The map of a round's ideas over its areas, in two statements; None without any place."""
    outlines = places.outlines(session, list(round.config.areas))
    pins = [
        Pin(lon=pin.lon, lat=pin.lat, label=pin.title, url=f"/idee/{pin.id}")
        for pin in ideas.pins(session, round.id, wanted)
    ]
    features: list[dict[str, Any]] = [
        {
            "geometry": outline.get("geometry", outline),
            "properties": {"code": area.code, "name": area.name, "url": area.url},
        }
        for area, outline in outlines
    ]
    title = _l("Kaart van {name} met {count} ideeën").with_values(name=round.title, count=len(pins))
    description = _l(
        "Elk nummer is een idee of een groep ideeën. Dezelfde ideeën staan in de lijst."
    )
    return draw_map(visit.translate(title), visit.translate(description), features, pins)
