"""Who sits on a body, and for how long."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.bodies.models import Body, Seat
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of


def make_bodies(session: Session, round: Round) -> None:
    """The bodies that a round's configuration names; their seats are filled by hand."""
    existing = set(session.exec(select(Body.key).where(Body.round_id == round.id)))
    for rule in config_of(round).bodies:
        if rule.key not in existing:
            session.add(Body(round_id=round.id or 0, key=rule.key, name=rule.name))
    session.flush()


def seats_of(session: Session, account_id: int, today: date) -> list[int]:
    """The bodies on which someone sits today."""
    return list(
        session.exec(select(Seat.body_id).where(Seat.account_id == account_id, *in_term(today)))
    )


def members_of(session: Session, body_id: int, today: date) -> list[int]:
    """Account ids of everyone who sits on a body today."""
    return list(
        session.exec(select(Seat.account_id).where(Seat.body_id == body_id, *in_term(today)))
    )


def seated(session: Session, body_id: int, today: date) -> list[tuple[int, str]]:
    """Account id and constituency of everyone who sits on a body today."""
    query = select(Seat.account_id, Seat.constituency)
    return list(session.exec(query.where(Seat.body_id == body_id, *in_term(today))))


def sits_on(session: Session, body_id: int, account_id: int, today: date) -> bool:
    """Whether someone sits on a body today: a term that is over or not begun does not count."""
    return body_id in seats_of(session, account_id, today)


def in_term(today: date) -> tuple[Any, ...]:
    """The conditions under which a seat is someone's today."""
    return (
        Seat.starts_on <= today,
        sa.or_(col(Seat.ends_on).is_(None), col(Seat.ends_on) >= today),
    )
