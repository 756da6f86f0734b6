"""Statements compiled once: the same values in and out as SQLAlchemy gives, on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from budget_app.db import Database
from budget_app.people.models import Attempt
from budget_app.prepared import Prepared

ATTEMPT: sa.Table = Attempt.__table__  # type: ignore[attr-defined]
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
INSERT = Prepared(sa.insert(ATTEMPT), given=["key", "window_start", "count"])
FIND = Prepared(
    sa.select(ATTEMPT.c.window_start, ATTEMPT.c.count)
    .where(ATTEMPT.c.key == sa.bindparam("key"), ATTEMPT.c.window_start <= sa.bindparam("until"))
    .limit(1)
)
CLEAR = Prepared(sa.delete(ATTEMPT).where(ATTEMPT.c.key == sa.bindparam("key")))


def test_values_are_converted_both_ways(database: Database) -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=2)))
    with database.deed() as connection:
        assert INSERT.count(connection, {"key": "a", "window_start": elsewhere, "count": 3}) == 1
    with database.glance() as connection:
        assert FIND.rows(connection, {"key": "a", "until": NOON}) == [(NOON, 3)]
        assert FIND.rows(connection, {"key": "a", "until": NOON - timedelta(seconds=1)}) == []
        row = connection.execute(sa.select(ATTEMPT.c.window_start, ATTEMPT.c.count)).one()
    assert tuple(row) == (NOON, 3)


def test_it_is_part_of_the_transaction(database: Database) -> None:
    with database.writer.connect() as connection, connection.begin() as transaction:
        INSERT.count(connection, {"key": "a", "window_start": NOON, "count": 1})
        transaction.rollback()
    with database.deed() as connection:
        assert CLEAR.count(connection, {"key": "a"}) == 0


def test_what_the_database_refuses_is_raised_without_the_values(database: Database) -> None:
    values = {"key": "very personal", "window_start": NOON, "count": 1}
    with database.writer.connect() as connection, connection.begin() as transaction:
        INSERT.count(connection, values)
        with pytest.raises(sa.exc.IntegrityError) as refused:
            INSERT.count(connection, values)
        transaction.rollback()
    assert "[parameters" not in str(refused.value)
