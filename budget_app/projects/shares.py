"""Which funder bears what of each payment for a project, exact to the cent."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.budgets.amounts import borne, parts_of
from budget_app.budgets.config import Funder
from budget_app.ledger.models import LedgerAccount, Transfer

ACCOUNT: sa.Table = LedgerAccount.__table__  # type: ignore[attr-defined]
TRANSFER: sa.Table = Transfer.__table__  # type: ignore[attr-defined]
EURO = "EUR"


@dataclass(frozen=True, slots=True)
class Shared:
    """A payment, or money that came back (negative), in cents with the part of each funder."""

    what: str
    cents: int
    parts: list[int]


def of_project(
    session: Session, round_id: int, idea_id: int, funders: tuple[Funder, ...]
) -> list[Shared]:
    """Every payment of a project in the order of the ledger, split over the funders."""
    paid = ACCOUNT.alias("paid")
    comes_in = TRANSFER.c.credit_id == paid.c.id
    query = (
        sa.select(TRANSFER.c.what, TRANSFER.c.amount, comes_in)
        .join(paid, sa.or_(comes_in, TRANSFER.c.debit_id == paid.c.id))
        .where(
            paid.c.round_id == round_id,
            paid.c.currency == EURO,
            paid.c.kind == "paid",
            paid.c.owner == str(idea_id),
        )
        .order_by(TRANSFER.c.id)
    )
    found, before = [], 0
    for what, amount, is_paid in session.connection().execute(query):
        cents = amount if is_paid else -amount
        found.append(Shared(what, cents, parts_of(before, cents, funders)))
        before += cents
    return found


def of_round(session: Session, round_id: int, funders: tuple[Funder, ...]) -> list[int]:
    """What each funder bears of everything that was paid in a round: the sum over its projects."""
    query = sa.select(ACCOUNT.c.balance).where(
        ACCOUNT.c.round_id == round_id, ACCOUNT.c.currency == EURO, ACCOUNT.c.kind == "paid"
    )
    totals = [0] * len(funders)
    for (paid,) in session.connection().execute(query):
        totals = [sum(pair) for pair in zip(totals, borne(paid, funders), strict=True)]
    return totals
