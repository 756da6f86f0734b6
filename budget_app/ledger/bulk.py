"""Many transfers at once between one account and many others, under the guards of `service`.

For what concerns every household: an issue of currency, or units that lapse. One call is one part
of such work, small enough for one transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from budget_app import many
from budget_app.ledger.models import MAY_OWE, LedgerAccount, Transfer
from budget_app.ledger.service import NotEnoughMoney, amount_words

ACCOUNT: sa.Table = LedgerAccount.__table__  # type: ignore[attr-defined]
TRANSFER: sa.Table = Transfer.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Part:
    """One of many transfers: with whom, how much, and the key that makes it happen once."""

    key: str
    account_id: int
    amount: int


def give_each(
    session: Session, giver_id: int, parts: Sequence[Part], what: str, at: datetime
) -> int:
    """Move each part from one account to its own; returns the sum that moved.

    Each account occurs once. A key that is known already moves nothing. Raises NotEnoughMoney.
    """
    fresh, balances = _hold(session, giver_id, parts)
    total = sum(part.amount for part in fresh)
    row = session.connection().execute(sa.select(ACCOUNT).where(ACCOUNT.c.id == giver_id)).one()
    if row.kind not in MAY_OWE and balances[giver_id] < total:
        raise NotEnoughMoney(left=amount_words(row.balance, row.currency))
    rows = [
        {"key": p.key, "debit_id": giver_id, "credit_id": p.account_id, "amount": p.amount}
        for p in fresh
    ]
    _book(session, rows, giver_id, "debit_id", "credit_id", what, at)
    return total


def take_each(
    session: Session, taker_id: int, parts: Sequence[Part], what: str, at: datetime
) -> int:
    """Move each part from its own account to one; as `give_each`. Raises NotEnoughMoney."""
    fresh, balances = _hold(session, taker_id, parts)
    for part in fresh:
        if balances[part.account_id] < part.amount:
            raise NotEnoughMoney(left=str(balances[part.account_id]))
    rows = [
        {"key": p.key, "debit_id": p.account_id, "credit_id": taker_id, "amount": p.amount}
        for p in fresh
    ]
    _book(session, rows, taker_id, "credit_id", "debit_id", what, at)
    return sum(part.amount for part in fresh)


def _hold(
    session: Session, hub_id: int, parts: Sequence[Part]
) -> tuple[list[Part], dict[int, int]]:
    """Lock all accounts in the order of their ids; which parts are new, and every balance."""
    ids = [hub_id, *(part.account_id for part in parts)]
    if len(set(ids)) != len(ids):
        raise ValueError("an account occurs more than once")
    connection = session.connection()
    locked = connection.execute(
        sa.select(ACCOUNT.c.id, ACCOUNT.c.balance)
        .where(many.among(connection, ACCOUNT.c.id, ids))
        .order_by(ACCOUNT.c.id)
        .with_for_update()
    )
    balances = {int(id): int(balance) for id, balance in locked}
    keys = sa.select(TRANSFER.c.key).where(
        many.among(connection, TRANSFER.c.key, [part.key for part in parts])
    )
    known = set(connection.execute(keys).scalars())
    return [part for part in parts if part.key not in known], balances


def _book(
    session: Session,
    rows: list[dict[str, object]],
    hub_id: int,
    hub_side: str,
    other_side: str,
    what: str,
    at: datetime,
) -> None:
    """Write the transfers, then bring the balances up by exactly what was written."""
    if not rows:
        return
    connection = session.connection()
    before = connection.execute(sa.select(sa.func.coalesce(sa.func.max(TRANSFER.c.id), 0))).scalar()
    many.insert(connection, TRANSFER, [{**row, "what": what, "at": at} for row in rows])
    # The hub is locked: nobody else wrote a transfer of its since.
    new = (
        sa.select(TRANSFER.c[other_side].label("account"), TRANSFER.c.amount)
        .where(TRANSFER.c.id > before, TRANSFER.c[hub_side] == hub_id)
        .subquery()
    )
    sign = 1 if hub_side == "debit_id" else -1
    connection.execute(
        sa.update(ACCOUNT)
        .where(ACCOUNT.c.id == new.c.account)
        .values(balance=ACCOUNT.c.balance + sign * new.c.amount)
    )
    total = sa.select(sa.func.sum(new.c.amount)).scalar_subquery()
    connection.execute(
        sa.update(ACCOUNT)
        .where(ACCOUNT.c.id == hub_id)
        .values(balance=ACCOUNT.c.balance - sign * total)
    )
    session.expire_all()
