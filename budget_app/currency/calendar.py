"""What a household can still expect: how many issues come, and when its units lapse."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.budgets.models import Round
from budget_app.currency import accounts, asking, lapsing, rules
from budget_app.ledger.bulk import ACCOUNT


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many issues are still to come, and from when the next may be (None: at once)."""

    issues: int
    next_on: datetime | None


@dataclass(frozen=True, slots=True)
class Lapse:
    """So many units lapse at a moment unless they are used before."""

    units: int
    on: datetime


def ahead(session: Session, round: Round) -> Ahead:
    """The issues that are still to come; one that nobody confirmed yet is among them."""
    confirmed = [i for i in asking.of_round(session, round.id or 0) if i.confirmed_at is not None]
    left = accounts.rule_of(round).rounds - len(confirmed)
    return Ahead(max(0, left), asking.next_on(session, round) if left > 0 else None)


def next_lapse(session: Session, round: Round, household: int) -> Lapse | None:
    """The first moment at which something in this purse lapses by the rule; None if nothing does.

    The oldest units are used first, so what came later is left out of what lapses.
    """
    purse = accounts.purse(session, round, household)
    query = sa.select(ACCOUNT.c.balance).where(ACCOUNT.c.id == purse.id)
    balance = int(session.connection().execute(query).scalar_one())
    for issue in asking.of_round(session, round.id or 0):
        on = lapsing.lapses_on(round, issue)
        if on is None or issue.confirmed_at is None or issue.lapsed_at is not None:
            continue
        later = lapsing.issued_later(session, round, issue.confirmed_at, [purse.id or 0])
        if units := rules.unused(balance, later.get(purse.id or 0, 0)):
            return Lapse(units, on)
    return None
