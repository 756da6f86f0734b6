"""Seats on a body: given for a term, ended, and read."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from budget_app.bodies.models import Body, Seat
from budget_app.bodies.seats import members_of
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l
from budget_app.people import service as people
from budget_app.people.models import Account


class NoSeatFree(Refusal):
    sentence = _l("Alle plaatsen in deze groep zijn bezet.")


class SitsAlready(Refusal):
    sentence = _l("Deze persoon zit al in de groep.")


@dataclass(frozen=True)
class FilledSeat:
    """A seat as the municipality sees it."""

    id: int
    name: str
    constituency: str
    ends_on: date | None


def give(
    session: Session,
    secret_key: str,
    body: Body | None,
    code: str,
    name: str,
    constituency: str,
    ends_on: date,
    now: datetime,
) -> Seat:
    """Seat the holder of a pass code until a day. Raises FieldErrors, NoSeatFree, SitsAlready."""
    errors: dict[str, LazyText] = {}
    if body is None:
        raise FieldErrors({"body": _l("Kies een groep.")})
    rule = config_of(session.get_one(Round, body.round_id)).body(body.key)
    if constituency not in rule.constituencies:
        errors["constituency"] = _l("Kies namens wie.")
    if ends_on <= local_date(now):
        errors["ends_on"] = _l("Kies een dag die nog moet komen.")
    if not name.strip():
        errors["name"] = _l("Vul de naam in die bij de groep staat.")
    if errors:
        raise FieldErrors(errors)
    account = people.by_pass(session, secret_key, code)
    today = local_date(now)
    sitting = members_of(session, body.id or 0, today)
    if account.id in sitting:
        raise SitsAlready
    if len(sitting) >= rule.seats:
        raise NoSeatFree
    account.name = account.name or name.strip()
    seat = Seat(
        body_id=body.id or 0,
        account_id=account.id or 0,
        constituency=constituency,
        starts_on=today,
        ends_on=ends_on,
    )
    session.add_all([account, seat])
    history.append(
        session,
        now,
        "gemeente",
        "seat_filled",
        f"body:{body.key}",
        body.round_id,
        for_=constituency,
    )
    return seat


def end(session: Session, round_id: int, seat_id: int, now: datetime) -> None:
    """End a term yesterday evening, so that today the seat is free. Raises NotFound."""
    seat = session.get(Seat, seat_id)
    body = session.get(Body, seat.body_id) if seat else None
    if seat is None or body is None or body.round_id != round_id:
        raise NotFound
    seat.ends_on = local_date(now) - timedelta(days=1)
    session.add(seat)
    history.append(session, now, "gemeente", "seat_ended", f"body:{body.key}", round_id)


def of_body(session: Session, body_id: int, today: date) -> list[FilledSeat]:
    """Everyone who sits on a body today."""
    rows = session.exec(
        select(Seat, Account.name)
        .join(Account, col(Account.id) == col(Seat.account_id))
        .where(Seat.body_id == body_id, Seat.starts_on <= today)
        .order_by(col(Seat.id))
    )
    return [
        FilledSeat(seat.id or 0, name, seat.constituency, seat.ends_on)
        for seat, name in rows
        if seat.ends_on is None or seat.ends_on >= today
    ]
