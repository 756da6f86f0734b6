"""Each test gets a migrated database of its own."""

import pytest
from sqlalchemy import inspect, text

from budget_app.db import Database


@pytest.mark.parametrize("attempt", [1, 2])
def test_what_one_test_writes_the_next_does_not_see(database: Database, attempt: int) -> None:
    with database.write() as session:
        connection = session.connection()
        assert inspect(connection).has_table("account"), "migrated"
        assert not inspect(connection).has_table("left_behind")
        connection.execute(text("CREATE TABLE left_behind (attempt integer)"))
        connection.execute(text(f"INSERT INTO left_behind VALUES ({attempt})"))
    with database.read() as session:
        rows = session.connection().execute(text("SELECT attempt FROM left_behind")).all()
    assert rows == [(attempt,)]


def test_both_kinds_are_tried(database: Database, database_url: str) -> None:
    assert database.is_sqlite is database_url.startswith("sqlite")
    assert database.is_sqlite or database_url.startswith("postgresql")
