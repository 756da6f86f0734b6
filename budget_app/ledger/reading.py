"""A round's money as pages show it."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.ledger.models import LedgerAccount, Transfer

ACCOUNT: sa.Table = LedgerAccount.__table__  # type: ignore[attr-defined]
TRANSFER: sa.Table = Transfer.__table__  # type: ignore[attr-defined]
EURO = "EUR"


@dataclass(frozen=True, slots=True)
class Summary:
    """Where a round's euros stand, in cents. `put_in` is what funders paid."""

    put_in: int = 0
    in_pot: int = 0
    with_projects: int = 0
    paid: int = 0

    @property
    def awarded(self) -> int:
        """What went to projects: what they still have and what was paid for them."""
        return self.with_projects + self.paid

    @property
    def adds_up(self) -> bool:
        """Whether every cent that came in is somewhere."""
        return self.put_in == self.in_pot + self.with_projects + self.paid


@dataclass(frozen=True, slots=True)
class Booking:
    """Money moved, in cents. `giver` and `taker` are kinds of account, with their owners."""

    id: int
    at: datetime
    amount: int
    what: str
    giver: str
    giver_owner: str
    taker: str
    taker_owner: str
    reverses_id: int | None


@dataclass(frozen=True, slots=True)
class Award:
    """What a project still has and what was paid for it, in cents."""

    idea_id: int
    left: int
    paid: int


def summary(session: Session, round_id: int) -> Summary:
    """The sums per kind of account."""
    query = (
        sa.select(ACCOUNT.c.kind, sa.func.sum(ACCOUNT.c.balance))
        .where(ACCOUNT.c.round_id == round_id, ACCOUNT.c.currency == EURO)
        .group_by(ACCOUNT.c.kind)
    )
    sums = {kind: int(total) for kind, total in session.connection().execute(query)}
    return Summary(
        put_in=-sums.get("funder", 0),
        in_pot=sums.get("pot", 0),
        with_projects=sums.get("award", 0),
        paid=sums.get("paid", 0),
    )


def awards(session: Session, round_id: int, limit: int, offset: int = 0) -> list[Award]:
    """Money per project, the largest first. The owner of these accounts is the idea's id."""
    in_hand = sa.case((ACCOUNT.c.kind == "award", ACCOUNT.c.balance), else_=0)
    spent = sa.case((ACCOUNT.c.kind == "paid", ACCOUNT.c.balance), else_=0)
    query = (
        sa.select(ACCOUNT.c.owner, sa.func.sum(in_hand), sa.func.sum(spent))
        .where(
            ACCOUNT.c.round_id == round_id,
            ACCOUNT.c.currency == EURO,
            ACCOUNT.c.kind.in_(("award", "paid")),
        )
        .group_by(ACCOUNT.c.owner)
        .order_by(sa.func.sum(in_hand + spent).desc(), ACCOUNT.c.owner)
        .limit(limit)
        .offset(offset)
    )
    return [
        Award(int(owner), int(left), int(paid))
        for owner, left, paid in session.connection().execute(query)
    ]


def bookings(
    session: Session, round_id: int, limit: int, before: int | None = None
) -> list[Booking]:
    """The newest movements of a round's euros, newest first; `before` is the id to go on from."""
    giver, taker = ACCOUNT.alias("giver"), ACCOUNT.alias("taker")
    query = (
        sa.select(
            TRANSFER.c.id,
            TRANSFER.c.at,
            TRANSFER.c.amount,
            TRANSFER.c.what,
            giver.c.kind,
            giver.c.owner,
            taker.c.kind,
            taker.c.owner,
            TRANSFER.c.reverses_id,
        )
        .join(giver, giver.c.id == TRANSFER.c.debit_id)
        .join(taker, taker.c.id == TRANSFER.c.credit_id)
        .where(giver.c.round_id == round_id, giver.c.currency == EURO)
        .order_by(TRANSFER.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(TRANSFER.c.id < before)
    return [Booking(*row) for row in session.connection().execute(query)]
