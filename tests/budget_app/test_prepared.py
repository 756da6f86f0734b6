"""Statements compiled once: the same values in and out as SQLAlchemy gives, on both databases."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from budget_app.db import Database
from budget_app.people.models import Attempt
from budget_app.prepared import NewRows, Prepared, among, as_list
from tests.support.ports import wait_until

ATTEMPT: sa.Table = Attempt.__table__  # type: ignore[attr-defined]
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
INSERT = Prepared(sa.insert(ATTEMPT), given=["key", "window_start", "count"])
FIND = Prepared(
    sa.select(ATTEMPT.c.window_start, ATTEMPT.c.count)
    .where(ATTEMPT.c.key == sa.bindparam("key"), ATTEMPT.c.window_start <= sa.bindparam("until"))
    .limit(1)
)
AMONG = Prepared(
    lambda dialect: (
        sa.select(ATTEMPT.c.key, ATTEMPT.c.window_start)
        .where(among(dialect, ATTEMPT.c.key, "keys"))
        .order_by(ATTEMPT.c.key)
    )
)
NEW = NewRows(ATTEMPT, "key")
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


def row(key: str, count: int = 1) -> dict[str, object]:
    return {"key": key, "window_start": NOON, "count": count}


def test_only_rows_that_are_new_go_in_and_are_named(database: Database) -> None:
    odd = "“é” %s {a,b} \\ NULL"
    with database.deed() as connection:
        assert NEW.insert(connection, []) == set()
        assert NEW.insert(connection, [row("b")]) == {"b"}
        assert NEW.insert(connection, [row("c"), row("b", 9), row(odd), row("c", 9)]) == {"c", odd}
    with database.glance() as connection:
        kept = connection.execute(sa.select(ATTEMPT.c.key, ATTEMPT.c.count)).all()
        assert {tuple(one) for one in kept} == {("b", 1), ("c", 1), (odd, 1)}
        wanted = as_list(connection, ["c", odd, "not there"])
        assert AMONG.rows(connection, {"keys": wanted}) == [("c", NOON), (odd, NOON)]
        assert AMONG.rows(connection, {"keys": as_list(connection, [])}) == []


@pytest.mark.postgres
def test_two_servers_with_the_same_rows_never_wait_for_each_other(postgres_url: str) -> None:
    """A third holds one in the middle, so that both have begun when they go on."""
    database, keys = Database(postgres_url), list("abcde")

    def put(order: Sequence[str]) -> set[str]:
        with database.deed() as connection:
            return NEW.insert(connection, [row(key) for key in order])

    waiting = sa.text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event = 'transactionid' AND datname = current_database()"
    )

    def how_many_wait() -> int:
        with database.glance() as connection:
            return int(connection.execute(waiting).scalar_one())

    with ThreadPoolExecutor(2) as pool:
        with database.deed() as connection:
            NEW.insert(connection, [row("c")])
            both = [pool.submit(put, keys), pool.submit(put, keys[::-1])]
            wait_until(lambda: how_many_wait() == 2, "both wait")
        one, other = (done.result() for done in both)
    assert sorted([*one, *other]) == ["a", "b", "d", "e"]
    database.dispose()
