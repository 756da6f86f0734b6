"""Whether the ledger itself holds: counted by the database, whatever the number of accounts."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.ledger.models import MAY_OWE, LedgerAccount, Transfer

ACCOUNT: sa.Table = LedgerAccount.__table__  # type: ignore[attr-defined]
TRANSFER: sa.Table = Transfer.__table__  # type: ignore[attr-defined]
MOST = 100  # of one kind; who finds a hundred faults looks at the books, not at the list


def breaches(session: Session, round_id: int | None = None) -> list[str]:
    """Every invariant of the ledger itself that does not hold; empty when all is well.

    Balances are the sum of their transfers, nothing is below zero but where money comes from, each
    currency adds up to zero within each round, nothing moves between rounds or currencies, and
    what was reversed was reversed whole. All rounds, or one. `projects.audit` adds what money is
    for. At most a hundred of each kind.
    """
    mine = () if round_id is None else (ACCOUNT.c.round_id == round_id,)
    return [
        *_balances(session, mine),
        *_below_zero(session, mine),
        *_sums(session, mine),
        *_crossed(session, mine),
        *_reversals(session, mine),
    ]


def _balances(session: Session, mine: tuple[sa.ColumnElement[bool], ...]) -> Iterator[str]:
    accounts = sa.select(ACCOUNT.c.id).where(*mine)
    taken = sa.select(TRANSFER.c.credit_id.label("account"), TRANSFER.c.amount.label("amount"))
    given = sa.select(TRANSFER.c.debit_id, -TRANSFER.c.amount)
    if mine:
        taken = taken.where(TRANSFER.c.credit_id.in_(accounts))
        given = given.where(TRANSFER.c.debit_id.in_(accounts))
    flow = taken.union_all(given).subquery()
    sums = (
        sa.select(flow.c.account, sa.func.sum(flow.c.amount).label("total"))
        .group_by(flow.c.account)
        .subquery()
    )
    total = sa.func.coalesce(sums.c.total, 0)
    query = (
        sa.select(ACCOUNT.c.id, ACCOUNT.c.balance, total)
        .outerjoin(sums, sums.c.account == ACCOUNT.c.id)
        .where(ACCOUNT.c.balance != total, *mine)
        .order_by(ACCOUNT.c.id)
        .limit(MOST)
    )
    for id, balance, moved in session.connection().execute(query):
        yield f"account {id}: balance {balance}, transfers {moved}"


def _below_zero(session: Session, mine: tuple[sa.ColumnElement[bool], ...]) -> Iterator[str]:
    query = (
        sa.select(ACCOUNT.c.id, ACCOUNT.c.kind, ACCOUNT.c.balance)
        .where(ACCOUNT.c.balance < 0, ACCOUNT.c.kind.not_in(MAY_OWE), *mine)
        .order_by(ACCOUNT.c.id)
        .limit(MOST)
    )
    for id, kind, balance in session.connection().execute(query):
        yield f"account {id} ({kind}) is below zero: {balance}"


def _sums(session: Session, mine: tuple[sa.ColumnElement[bool], ...]) -> Iterator[str]:
    total = sa.func.sum(ACCOUNT.c.balance)
    query = (
        sa.select(ACCOUNT.c.round_id, ACCOUNT.c.currency, total)
        .where(*mine)
        .group_by(ACCOUNT.c.round_id, ACCOUNT.c.currency)
        .having(total != 0)
        .order_by(ACCOUNT.c.round_id, ACCOUNT.c.currency)
    )
    for round_id, currency, left in session.connection().execute(query):
        yield f"round {round_id}: {currency} does not add up to zero: {left}"


def _crossed(session: Session, mine: tuple[sa.ColumnElement[bool], ...]) -> Iterator[str]:
    """What left one round or currency for another: no service does that."""
    taker = ACCOUNT.alias("taker")
    other = sa.or_(
        taker.c.round_id != ACCOUNT.c.round_id,
        taker.c.currency != ACCOUNT.c.currency,
    )
    query = (
        sa.select(TRANSFER.c.id)
        .join(ACCOUNT, ACCOUNT.c.id == TRANSFER.c.debit_id)
        .join(taker, taker.c.id == TRANSFER.c.credit_id)
        .where(other, *mine)
        .order_by(TRANSFER.c.id)
        .limit(MOST)
    )
    for (id,) in session.connection().execute(query):
        yield f"transfer {id} goes to another round or currency"


def _reversals(session: Session, mine: tuple[sa.ColumnElement[bool], ...]) -> Iterator[str]:
    first = TRANSFER.alias("first")
    same = sa.and_(
        first.c.debit_id == TRANSFER.c.credit_id,
        first.c.credit_id == TRANSFER.c.debit_id,
        first.c.amount == TRANSFER.c.amount,
    )
    query = (
        sa.select(TRANSFER.c.id, first.c.id)
        .join(first, first.c.id == TRANSFER.c.reverses_id)
        .join(ACCOUNT, ACCOUNT.c.id == TRANSFER.c.debit_id)
        .where(sa.not_(same), *mine)
        .order_by(TRANSFER.c.id)
        .limit(MOST)
    )
    for id, reversed_id in session.connection().execute(query):
        yield f"transfer {id} does not undo transfer {reversed_id} whole"
