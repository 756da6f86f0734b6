"""Seats on a body: given for a term, ended, and read."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.bodies import rules
from budget_app.bodies.models import Body, Draw, Seat
from budget_app.bodies.seats import in_term, members_of
from budget_app.budgets.config import BodyRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l
from budget_app.people import service as people
from budget_app.people.contact import NAME_MAX
from budget_app.people.models import Account


class NoSeatFree(Refusal):
    sentence = _l("Alle plaatsen in deze groep zijn bezet.")


class TermsServed(Refusal):
    sentence = _l(
        "Deze persoon zat al {most} keer in deze groep. Meer mag niet: geef een ander de plaats."
    )


class SitsAlready(Refusal):
    sentence = _l("Deze persoon zit al in de groep.")


@dataclass(frozen=True)
class FilledSeat:
    """A seat as the municipality and the other members see it."""

    id: int
    account_id: int
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
    """Seat the holder of a pass code until a day.

    Raises FieldErrors, NoSeatFree, SitsAlready, TermsServed.
    """
    errors: dict[str, LazyText] = {}
    if body is None:
        raise FieldErrors({"body": _l("Kies een groep.")})
    rule = config_of(session.get_one(Round, body.round_id)).body(body.key)
    today = local_date(now)
    # The body's row is the queue: two seats given at once do not both take the last place.
    hold(session, body)
    has = taken(session, body.id or 0, today)
    if constituency not in rule.constituencies:
        errors["constituency"] = _l("Kies namens wie.")
    elif has.total() < rule.seats and not rules.places_for(rule, has)[constituency]:
        errors["constituency"] = _l("Namens “{name}” is geen plaats meer vrij.").with_values(
            name=constituency
        )
    if problem := wrong_term(rule, today, ends_on):
        errors["ends_on"] = problem
    if fault := _wrong_name(name.strip()):
        errors["name"] = fault
    if errors:
        raise FieldErrors(errors)
    account = people.by_pass(session, secret_key, code)
    if account.id in members_of(session, body.id or 0, today):
        raise SitsAlready
    if has.total() >= rule.seats:
        raise NoSeatFree
    if rule.max_terms and terms_served(session, body, account.id or 0) >= rule.max_terms:
        raise TermsServed(most=rule.max_terms)
    account.name = account.name or name.strip()
    session.add(account)
    return seat_account(session, body, account.id or 0, constituency, ends_on, now)


def _wrong_name(name: str) -> LazyText | None:
    if not name:
        return _l("Vul de naam in die bij de groep staat.")
    if len(name) > NAME_MAX:
        return _l("Kies een naam van ten hoogste {most} tekens.").with_values(most=NAME_MAX)
    return None


def seat_account(
    session: Session, body: Body, account_id: int, constituency: str, ends_on: date, now: datetime
) -> Seat:
    """Put someone on a body from today; whether that may be is for the caller to know."""
    today = local_date(now)
    same_day = Seat.body_id == body.id, Seat.account_id == account_id, Seat.starts_on == today
    # A seat that was given by mistake and ended today is given anew; the history has all of it.
    seat = session.exec(select(Seat).where(*same_day)).first() or Seat(
        body_id=body.id or 0, account_id=account_id, starts_on=today
    )
    seat.constituency, seat.ends_on = constituency, ends_on
    session.add(seat)
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


def hold(session: Session, body: Body) -> None:
    """Make the body's row the queue until the transaction ends."""
    session.exec(select(Body.id).where(Body.id == body.id).with_for_update()).one()


def taken(session: Session, body_id: int, today: date) -> Counter[str]:
    """The seats of each constituency that are filled, or kept for a draw that was announced."""
    kept = session.exec(
        select(Draw.constituency, sa.func.sum(Draw.places))
        .where(Draw.body_id == body_id, col(Draw.drawn_at).is_(None))
        .group_by(col(Draw.constituency))
    )
    return filled_by(session, body_id, today) + Counter(dict(kept.all()))


def filled_by(session: Session, body_id: int, today: date) -> Counter[str]:
    """How many seats each constituency has on a body today."""
    rows = session.exec(
        select(Seat.constituency, sa.func.count())
        .where(Seat.body_id == body_id, *in_term(today))
        .group_by(col(Seat.constituency))
    )
    return Counter(dict(rows.all()))


def terms_served(session: Session, body: Body, account_id: int) -> int:
    """How often someone was seated on this body, in this round and in earlier ones of its area."""
    round = session.get_one(Round, body.round_id)
    return session.exec(
        select(sa.func.count())
        .select_from(Seat)
        .join(Body, col(Body.id) == col(Seat.body_id))
        .join(Round, col(Round.id) == col(Body.round_id))
        .where(
            Seat.account_id == account_id,
            Body.key == body.key,
            Round.area_code == round.area_code,
            # What was ended on its first day was a mistake, and no term.
            sa.or_(col(Seat.ends_on).is_(None), col(Seat.ends_on) >= Seat.starts_on),
        )
    ).one()


def wrong_term(rule: BodyRule, today: date, ends_on: date) -> LazyText | None:
    """What is wrong with the last day of a term that begins today; None when it may be so."""
    if ends_on <= today:
        return _l("Kies een dag die nog moet komen.")
    if rule.term_months and ends_on > rules.last_day(today, rule.term_months):
        return _l(
            "Iemand zit hier ten hoogste {months} maanden. Kies een dag tot en met {day}."
        ).with_values(months=rule.term_months, day=rules.last_day(today, rule.term_months))
    return None


def end(session: Session, round_id: int, seat_id: int, now: datetime) -> Seat:
    """End a term yesterday evening, so that today the seat is free. Raises NotFound."""
    seat = session.get(Seat, seat_id)
    body = session.get(Body, seat.body_id) if seat else None
    if seat is None or body is None or body.round_id != round_id:
        raise NotFound
    seat.ends_on = local_date(now) - timedelta(days=1)
    session.add(seat)
    history.append(session, now, "gemeente", "seat_ended", f"body:{body.key}", round_id)
    return seat


def of_body(session: Session, body_id: int, today: date) -> list[FilledSeat]:
    """Everyone who sits on a body today."""
    rows = session.exec(
        select(Seat, Account.name)
        .join(Account, col(Account.id) == col(Seat.account_id))
        .where(Seat.body_id == body_id, Seat.starts_on <= today)
        .order_by(col(Seat.id))
    )
    return [
        FilledSeat(seat.id or 0, seat.account_id, name, seat.constituency, seat.ends_on)
        for seat, name in rows
        if seat.ends_on is None or seat.ends_on >= today
    ]
