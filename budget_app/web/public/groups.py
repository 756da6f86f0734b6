"""Who sits on the bodies of a round: places, vacancies and terms; and the record of a draw."""

from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse

from budget_app.bodies import draw as lots
from budget_app.bodies import drawing, groups, volunteers
from budget_app.bodies.models import Body, Draw, Volunteer
from budget_app.budgets import reading as rounds
from budget_app.clock import local_date
from budget_app.errors import NotFound
from budget_app.web.deciding_words import DECIDING
from budget_app.web.guards import Anyone

router = APIRouter()


@router.get("/ronde/{slug}/groepen")
def show(visit: Anyone, slug: str) -> Response:
    """Every body with its filled and empty seats; no names."""
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        found = groups.of_round(session, round.id, round.config, local_date(visit.now))
    return visit.page("public/groups.html", round=round, groups=found, deciding=DECIDING)


@router.get("/loting/{draw_id}")
def draw(visit: Anyone, draw_id: int) -> Response:
    """Everything with which anyone can repeat a draw."""
    with visit.read() as session:
        found = drawing.by_id(session, draw_id)
        body = session.get_one(Body, found.body_id)
        round = rounds.by_id(session, body.round_id)
        listed = volunteers.listed(session, found)
    drawn = sorted((one for one in listed if one.place), key=lambda one: one.place or 0)
    numbers = [one.number for one in drawn]
    return visit.page(
        "public/draw.html",
        draw=found,
        body=body,
        round=round,
        strata=volunteers.strata_of(found),
        listed=listed,
        drawn=numbers,
        took_no_part=[one.number for one in listed if one.place == 0],
        quotas=_quotas(found, listed, numbers),
        row=_row(found, listed),
    )


@router.get("/loting/{draw_id}/lijst.txt")
def closed_list(visit: Anyone, draw_id: int) -> Response:
    """The closed list as its fingerprint was taken of it: no line end after the last line."""
    with visit.read() as session:
        found = drawing.by_id(session, draw_id)
        if found.closed_at is None:
            raise NotFound
        text = lots.list_text(volunteers.candidates(session, found))
    return PlainTextResponse(text)


def _quotas(
    found: Draw, listed: list[Volunteer], drawn: list[int]
) -> list[tuple[str, list[lots.Filled]]]:
    """Each question with its groups: how many seats they were to get, and got."""
    lines = [volunteers.as_candidate(one) for one in listed]
    return [
        (one.name, lots.filled(one, found.places, lines, drawn))
        for one in volunteers.strata_of(found)
    ]


def _row(found: Draw, listed: list[Volunteer]) -> list[tuple[Volunteer, str]]:
    """The volunteers in the order of the lot, with their lots; by number while there is no seed."""
    if found.seed is None:
        return [(one, "") for one in listed]
    by_number: dict[int, Any] = {one.number: one for one in listed}
    return [
        (by_number[number], lots.lot(found.seed, number))
        for number in lots.row(found.seed, by_number)
    ]
