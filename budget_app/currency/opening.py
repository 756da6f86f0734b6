"""A purse for every household on the roll, before the first unit is given."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session

from budget_app import many
from budget_app.budgets.models import Round
from budget_app.currency import accounts, rules
from budget_app.currency.asking import NotBegun
from budget_app.currency.models import Purse
from budget_app.db import Database
from budget_app.ledger.models import LedgerAccount
from budget_app.people.models import RollEntry

PART = 5000  # households in one transaction
ACCOUNT: sa.Table = LedgerAccount.__table__  # type: ignore[attr-defined]
PURSE: sa.Table = Purse.__table__  # type: ignore[attr-defined]
ROLL: sa.Table = RollEntry.__table__  # type: ignore[attr-defined]
_INSERT: dict[str, Any] = {"sqlite": sqlite_insert, "postgresql": postgres_insert}


def open_purses(database: Database, round_id: int) -> None:
    """Give every household on the roll a purse with nothing in it; in parts, twice is once."""
    after = 0
    while True:
        with database.write() as session:
            round = session.get_one(Round, round_id)
            after = _open_some(session, round, after)
        if not after:
            return


def _open_some(session: Session, round: Round, after: int) -> int:
    """Open purses for the next households; returns where to go on, 0 at the end."""
    if round.config_hash is None:
        raise NotBegun
    connection = session.connection()
    missing = (
        sa.select(ROLL.c.household_id)
        .distinct()
        .outerjoin(
            PURSE,
            sa.and_(
                PURSE.c.round_id == ROLL.c.round_id, PURSE.c.household_id == ROLL.c.household_id
            ),
        )
        .where(
            ROLL.c.round_id == round.id,
            ROLL.c.household_id > after,
            PURSE.c.household_id.is_(None),
        )
        .order_by(ROLL.c.household_id)
        .limit(PART)
    )
    households = [int(id) for id in connection.execute(missing).scalars()]
    if not households:
        return 0
    purses: list[dict[str, Any]] = [
        {"round_id": round.id, "household_id": id, "rank": rules.rank(round.config_hash, id)}
        for id in households
    ]
    many.insert(connection, PURSE, [{**row, "issue": 0} for row in purses], ignore_known=True)
    _open_books(session, round, households)
    return households[-1]


def _open_books(session: Session, round: Round, households: list[int]) -> None:
    """A ledger account with nothing in it for each of these purses."""
    connection = session.connection()
    owner = sa.cast(PURSE.c.household_id, sa.String)
    kept = {"round_id": round.id, "currency": accounts.rule_of(round).key, "kind": "purse"}
    rows = sa.select(
        *(sa.literal(value) for value in kept.values()), owner, "huishouden " + owner, sa.literal(0)
    ).where(
        PURSE.c.round_id == round.id,
        PURSE.c.household_id.between(households[0], households[-1]),
    )
    insert = _INSERT[connection.dialect.name](ACCOUNT)
    named = [*kept, "owner", "name", "balance"]
    connection.execute(insert.from_select(named, rows).on_conflict_do_nothing())
