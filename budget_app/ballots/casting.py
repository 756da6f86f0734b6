"""Store a ballot, in as few statements as that takes: thousands of people vote in the last hour.

Statements are built once. Everything happens in the caller's transaction.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from budget_app.ballots.models import Ballot, HouseholdParticipation, Participation
from budget_app.people.models import RollEntry
from budget_app.prepared import Prepared
from budget_app.route.models import Step

BALLOT: sa.Table = Ballot.__table__  # type: ignore[attr-defined]
PARTICIPATION: sa.Table = Participation.__table__  # type: ignore[attr-defined]
HOUSEHOLD: sa.Table = HouseholdParticipation.__table__  # type: ignore[attr-defined]
ROLL: sa.Table = RollEntry.__table__  # type: ignore[attr-defined]
STEP: sa.Table = Step.__table__  # type: ignore[attr-defined]

# The step's row is held shared until the end: closing waits for ballots that came before it, and
# a ballot that comes after it sees that it is closed.
_LOCK = Prepared(
    sa.select(STEP.c.state, STEP.c.closes_at, ROLL.c.area_code)
    .select_from(
        STEP.outerjoin(
            ROLL,
            sa.and_(
                ROLL.c.round_id == STEP.c.round_id, ROLL.c.account_id == sa.bindparam("account")
            ),
        )
    )
    .where(STEP.c.round_id == sa.bindparam("round"), STEP.c.key == sa.bindparam("step"))
    .with_for_update(read=True, of=STEP)
)
_INSERT: dict[str, Any] = {"sqlite": sqlite_insert, "postgresql": postgres_insert}
_NEW: dict[tuple[str, str], Prepared] = {
    (dialect, table.name): Prepared(
        insert(table).on_conflict_do_nothing(), given=[column.name for column in table.c]
    )
    for dialect, insert in _INSERT.items()
    for table in (PARTICIPATION, BALLOT, HOUSEHOLD)
}
_LIVES_IN = Prepared(
    sa.select(ROLL.c.household_id).where(
        ROLL.c.round_id == sa.bindparam("round"), ROLL.c.account_id == sa.bindparam("account")
    )
)
_REPLACE = Prepared(
    sa.update(BALLOT)
    .where(BALLOT.c.receipt_hash == sa.bindparam("receipt"))
    .values(content=sa.bindparam("new_content"))
)


class Place:
    """A vote as seen by one voter, its step held: open or not, and on the roll or not."""

    def __init__(self, row: Any) -> None:
        state, self.closes_at, self.area_code = row
        self._opened = state == "open"

    def is_open(self, now: datetime) -> bool:
        """Whether a ballot may be cast at this moment."""
        return self._opened and (self.closes_at is None or now < self.closes_at)


def hold(connection: sa.Connection, key: tuple[int, str], account_id: int) -> Place:
    """Hold the step of a vote, and look the voter up on its roll."""
    given = {"round": key[0], "step": key[1], "account": account_id}
    (row,) = _LOCK.rows(connection, given)
    return Place(row)


def take_part(connection: sa.Connection, row: Mapping[str, Any]) -> bool:
    """Say that someone took part; False when that was so already."""
    return _inserted(connection, PARTICIPATION, row)


def household_takes_part(connection: sa.Connection, key: tuple[int, str], account_id: int) -> bool:
    """Say that a voter's household took part; False when another adult of it did so already.

    Who belongs to no household on the roll counts as one alone.
    """
    ((household,),) = _LIVES_IN.rows(connection, {"round": key[0], "account": account_id})
    if household is None:
        return True
    row = {"round_id": key[0], "step_key": key[1], "household_id": household}
    return _inserted(connection, HOUSEHOLD, row)


def insert(connection: sa.Connection, row: Mapping[str, Any]) -> bool:
    """Put a new ballot in the box; False when there is one with this code."""
    return _inserted(connection, BALLOT, row)


def replace(connection: sa.Connection, receipt_hash: str, content: str) -> bool:
    """Change the ballot with this code as a whole; False when there is none."""
    given = {"receipt": receipt_hash, "new_content": content}
    return _REPLACE.count(connection, given) == 1


def as_stored(content: Mapping[int, int]) -> str:
    """A checked ballot as text."""
    return json.dumps({str(number): value for number, value in content.items()})


def _inserted(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any]) -> bool:
    return _NEW[connection.dialect.name, table.name].count(connection, row) == 1
