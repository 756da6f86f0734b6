"""The map of a round: the same ideas as the list, by place."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Response
from markupsafe import Markup
from sqlmodel import Session

from budget_app.budgets import reading as rounds
from budget_app.budgets.reading import RoundFacts
from budget_app.i18n import _l, gettext
from budget_app.ideas import reading as ideas
from budget_app.ideas.reading import Wanted
from budget_app.places import reading as places
from budget_app.places.reading import AreaFacts
from budget_app.web.guards import Anyone
from budget_app.web.public.filters import choices, wanted_from
from budget_app.web.render import environment
from budget_app.web.svg.map import Pin, draw_map
from budget_app.web.visit import Visit

router = APIRouter()
KEPT = 60
TITLE = _l("Kaart van {name} met {count} ideeën")
DESCRIPTION = _l("Elk nummer is een idee of een groep ideeën. Dezelfde ideeën staan in de lijst.")


@dataclass(frozen=True, slots=True)
class Drawn:
    """How many ideas have a place, and the map with its list."""

    count: int
    html: Markup | None


@router.get("/ronde/{slug}/kaart")
def show(visit: Anyone, slug: str) -> Response:
    """Where the ideas are, with the same filters as the list."""
    wanted = wanted_from(visit)
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        names = places.named(session, list(round.config.areas))
        counted = ideas.facets(session, round.id, wanted)
        map = drawn(session, visit, round, wanted, beside=True)
    return visit.page(
        "public/map.html",
        round=round,
        area=names.get(round.area_code),
        wanted=wanted,
        filters=choices(f"{round.url}/kaart", wanted, counted, names),
        total=counted.total,
        drawn=map,
    )


def drawn(
    session: Session, visit: Visit, round: RoundFacts, wanted: Wanted, beside: bool = False
) -> Drawn:
    """The map of a round's ideas over its areas, in two statements."""
    areas = places.outlines(session, list(round.config.areas))
    pins = ideas.pins(session, round.id, wanted)
    return Drawn(len(pins), _picture(round.title, areas, pins, visit.lang, beside))


@lru_cache(maxsize=KEPT)
def _picture(
    title: str,
    areas: tuple[tuple[AreaFacts, str], ...],
    pins: tuple[ideas.Pin, ...],
    lang: str,
    beside: bool,
) -> Markup | None:
    """The drawing with its list. Kept by content, like cards; None when nothing has a place."""
    features: list[dict[str, Any]] = []
    for area, text in areas:
        outline = json.loads(text)
        facts = {"code": area.code, "name": area.name, "url": area.url}
        features.append({"geometry": outline.get("geometry", outline), "properties": facts})
    points = [Pin(pin.lon, pin.lat, pin.title, f"/idee/{pin.id}") for pin in pins]
    said = TITLE.with_values(name=title, count=len(pins)).translate(gettext(lang))
    found = draw_map(said, DESCRIPTION.translate(gettext(lang)), features, points)
    if found is None:
        return None
    module: Any = (
        environment(lang).get_template("public/parts/map.html").make_module({"lang": lang})
    )
    return Markup((module.map_beside if beside else module.map_picture)(found))  # noqa: S704
