"""Give seats by lot: ask for volunteers, close the list, make the lot number public, draw."""

import re
from datetime import date

from fastapi import APIRouter, Response
from sqlmodel import Session, select

from budget_app.bodies import drawing, groups, volunteers
from budget_app.bodies.draw import Stratum
from budget_app.bodies.models import Body, Draw
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.web.guards import Anyone, Form
from budget_app.web.municipality.mine import round_of
from budget_app.web.typed import day
from budget_app.web.visit import Visit

router = APIRouter()
FIELDS = {"constituency": "seat"}  # one list offers body and constituency together
# "Leeftijd: 16-34 = 30, 35-64 = 45, 65 en ouder = 25"
_GROUP = re.compile(r"^(?P<name>[^:=,]{1,60})=\s*(?P<share>\d{1,3})\s*%?$")


@router.get("/ronde/{round_id}/loting")
def show(visit: Anyone, round_id: int) -> Response:
    """Every draw of the round, and the form for a new one."""
    return _page(visit, round_id, {}, None)


@router.post("/ronde/{round_id}/loting")
def announce(visit: Anyone, form: Form, round_id: int) -> Response:
    """Ask residents to volunteer."""
    try:
        with visit.write() as session:
            round_of(session, visit, round_id)
            body, constituency = _seat(session, round_id, form.text("seat"))
            places = form.text("places")
            drawing.announce(
                session,
                body,
                constituency,
                int(places) if places.isdecimal() and len(places) < 5 else 0,
                strata_in(form.text("strata")),
                _day(form.text("seats_until")),
                form.text("seed_source"),
                visit.now,
            )
    except Refusal as refusal:
        return _page(visit, round_id, form.values(), refusal)
    visit.flash(_l("Bewoners kunnen zich nu aanmelden."))
    return visit.go(f"/municipality/ronde/{round_id}/loting")


@router.post("/ronde/{round_id}/loting/{draw_id}/sluiten")
def close(visit: Anyone, form: Form, round_id: int, draw_id: int) -> Response:
    """Close the list of volunteers."""
    try:
        with visit.write() as session:
            drawing.close_list(session, _of_round(session, visit, round_id, draw_id), visit.now)
    except Refusal as refusal:
        return _page(visit, round_id, {}, refusal)
    visit.flash(_l("De lijst is gesloten. Zodra het lotgetal er is, vult u het hier in."))
    return visit.go(f"/municipality/ronde/{round_id}/loting")


@router.post("/ronde/{round_id}/loting/{draw_id}/getal")
def seed(visit: Anyone, form: Form, round_id: int, draw_id: int) -> Response:
    """Make the lot number public."""
    try:
        with visit.write() as session:
            found = _of_round(session, visit, round_id, draw_id)
            drawing.publish_seed(session, found, form.text(f"seed_{draw_id}"), visit.now)
    except Refusal as refusal:
        return _page(visit, round_id, form.values(), refusal)
    visit.flash(_l("Het lotgetal is openbaar. Nu kunt u loten."))
    return visit.go(f"/municipality/ronde/{round_id}/loting")


@router.post("/ronde/{round_id}/loting/{draw_id}/trekken")
def carry_out(visit: Anyone, form: Form, round_id: int, draw_id: int) -> Response:
    """Draw; the seats are filled at once."""
    try:
        with visit.write() as session:
            drawing.carry_out(session, _of_round(session, visit, round_id, draw_id), visit.now)
    except Refusal as refusal:
        return _page(visit, round_id, {}, refusal)
    visit.flash(_l("Er is geloot. Iedereen kan de loting narekenen."))
    return visit.go(f"/loting/{draw_id}")


def strata_in(text: str) -> list[Stratum]:
    """One question per line with its answers and shares. Raises FieldErrors."""
    found = []
    for line in (line.strip() for line in text.splitlines() if line.strip()):
        name, colon, rest = line.partition(":")
        parts = [_GROUP.match(part.strip()) for part in rest.split(",")]
        shares = {part["name"].strip(): int(part["share"]) for part in parts if part}
        if not colon or not name.strip() or None in parts or sum(shares.values()) != 100:
            raise FieldErrors(
                {
                    "strata": _l(
                        "Schrijf op elke regel één vraag, met antwoorden en delen die samen 100 "
                        "zijn. Bijvoorbeeld: Leeftijd: 16-34 = 30, 35-64 = 45, 65 en ouder = 25."
                    )
                }
            )
        found.append(Stratum(name.strip(), shares))
    return found


def _seat(session: Session, round_id: int, text: str) -> tuple[Body, str]:
    """`<body key>|<constituency>` as the form's list offers it."""
    key, _, constituency = text.partition("|")
    body = session.exec(select(Body).where(Body.round_id == round_id, Body.key == key)).first()
    if body is None:
        raise FieldErrors({"constituency": _l("Kies een groep.")})
    return body, constituency


def _day(text: str) -> date:
    try:
        return day(text)
    except ValueError:
        raise FieldErrors({"seats_until": _l("Vul een datum in, zoals 2027-06-30.")}) from None


def _of_round(session: Session, visit: Visit, round_id: int, draw_id: int) -> Draw:
    round_of(session, visit, round_id)
    found = drawing.by_id(session, draw_id)
    if session.get_one(Body, found.body_id).round_id != round_id:
        raise NotFound
    return found


def _page(visit: Visit, round_id: int, typed: dict[str, str], refusal: Refusal | None) -> Response:
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        found = groups.of_round(session, round_id, config_of(round), local_date(visit.now))
        counts = {
            one.id: len(volunteers.listed(session, one)) for group in found for one in group.draws
        }
    errors: dict[str, LazyText] = refusal.errors if isinstance(refusal, FieldErrors) else {}
    return visit.page(
        "municipality/draws.html",
        refusal.status if refusal else 200,
        round=round,
        groups=found,
        counts=counts,
        typed=typed,
        refused=visit.translate(refusal.text) if refusal and not errors else None,
        errors={FIELDS.get(name, name): visit.translate(text) for name, text in errors.items()},
    )
