"""Who sits on which body of a round, and until when."""

from datetime import date

from fastapi import APIRouter, Response
from sqlmodel import col, select

from budget_app.bodies import seating
from budget_app.bodies.models import Body
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.people import access
from budget_app.web.guards import Anyone, Form
from budget_app.web.municipality.mine import round_of
from budget_app.web.typed import day
from budget_app.web.visit import Visit

router = APIRouter()
SEEN = "seats_seen"


@router.get("/ronde/{round_id}/plaatsen")
def show(visit: Anyone, round_id: int) -> Response:
    """Every body with its seats, filled and empty."""
    return _page(visit, round_id, {}, {})


@router.post("/ronde/{round_id}/plaats")
def give(visit: Anyone, form: Form, round_id: int) -> Response:
    """Give a seat to someone who shows their pass code, until a day."""
    typed = form.values()
    try:
        with visit.write() as session:
            round = round_of(session, visit, round_id)
            body = session.exec(
                select(Body).where(Body.round_id == round.id, Body.key == form.text("body"))
            ).first()
            seat = seating.give(
                session,
                visit.settings.secret_key,
                body,
                form.text("code"),
                form.text("name"),
                form.text("constituency"),
                _day(form.text("ends_on")),
                visit.now,
            )
            access.note(session, visit.me.account_id, seat.account_id, "seat_given", visit.now)
    except FieldErrors as error:
        return _page(visit, round_id, error.errors, typed)
    except Refusal as refusal:
        return _page(visit, round_id, {"code": refusal.text}, typed)
    visit.flash(_l("De plaats is bezet."))
    return visit.go(f"/municipality/ronde/{round_id}/plaatsen")


@router.post("/ronde/{round_id}/plaats/{seat_id}/einde")
def end(visit: Anyone, form: Form, round_id: int, seat_id: int) -> Response:
    """End a term today; what the member judged stays."""
    with visit.write() as session:
        round = round_of(session, visit, round_id)
        seat = seating.end(session, round.id or 0, seat_id, visit.now)
        access.note(session, visit.me.account_id, seat.account_id, "seat_ended", visit.now)
    visit.flash(_l("De plaats is weer vrij."))
    return visit.go(f"/municipality/ronde/{round_id}/plaatsen")


def _day(text: str) -> date:
    try:
        return day(text)
    except ValueError:
        raise FieldErrors({"ends_on": _l("Vul een datum in, zoals 2027-06-30.")}) from None


def _page(
    visit: Visit, round_id: int, errors: dict[str, LazyText], typed: dict[str, str]
) -> Response:
    today = local_date(visit.now)
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        bodies = session.exec(
            select(Body).where(Body.round_id == round_id).order_by(col(Body.id))
        ).all()
        filled = {body.key: seating.of_body(session, body.id or 0, today) for body in bodies}
        seen = {seat.account_id for seats in filled.values() for seat in seats}
        new = access.unseen(session, visit.me.account_id, seen, SEEN, visit.now)
    if new:
        with visit.write() as session:
            for account_id in new:
                access.note(session, visit.me.account_id, account_id, SEEN, visit.now)
    return visit.page(
        "municipality/seats.html",
        400 if errors else 200,
        round=round,
        rules=config_of(round).bodies,
        filled=filled,
        typed=typed,
        errors={name: visit.translate(text) for name, text in errors.items()},
    )
