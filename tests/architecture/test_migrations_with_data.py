"""Whoever has data on any earlier revision keeps it: every migration runs with rows in all tables.

One database goes from the first revision to the newest. At each it gets a row more in every table,
as that revision had them, and after each step all that was there must be there as it was.
"""

from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlmodel import SQLModel

from budget_app.db import MIGRATIONS, Database, newest_revision
from tests.architecture.test_migrations import differences, scripts
from tests.support import old_rows
from tests.support.database import BOTH
from tests.support.old_rows import OldRows, Row

REVISIONS = sorted(script.revision for script in scripts().walk_revisions())


@pytest.fixture(params=BOTH)
def empty(request: pytest.FixtureRequest, tmp_path: Any) -> Database:
    """A database with nothing in it, not even tables."""
    if request.param == "sqlite":
        return Database(f"sqlite:///{tmp_path / 'old.db'}")
    return Database(request.getfixturevalue("postgres").fresh()[1])


def upgrade(database: Database, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["database"] = database
    command.upgrade(config, revision)


def lost(before: dict[str, list[Row]], after: dict[str, list[Row]]) -> list[str]:
    """What was there and is not, or is something else."""
    found = []
    for table, rows in before.items():
        for place, row in enumerate(rows):
            now = after[table][place] if place < len(after.get(table, [])) else {}
            found += [
                f"{table}.{name}: {value!r} -> {now.get(name)!r}"
                for name, value in row.items()
                if now.get(name, "gone") != value
            ]
    return found


def test_no_migration_loses_a_row_or_a_word(empty: Database) -> None:
    before: dict[str, list[Row]] = {}
    rows = OldRows()
    for number, revision in enumerate(REVISIONS, start=2):
        upgrade(empty, revision)
        with empty.reader.connect() as connection:
            assert lost(before, old_rows.everything(connection)) == [], f"by {revision}"
        with empty.writer.begin() as connection:
            for one in [1, 2] if number == 2 else [number]:
                rows.add(connection, one)
            before = old_rows.everything(connection)
    assert empty.revision() == newest_revision()
    assert {len(before[table]) for table in ("idea", "idea_move", "account")} == {number}
    assert min(map(len, before.values())) > 0, "a table in which nothing was tried"
    assert differences(empty, SQLModel.metadata) == []
    with empty.writer.connect() as connection:
        if empty.is_sqlite:
            assert connection.execute(sa.text("PRAGMA foreign_key_check")).all() == []
            assert connection.execute(sa.text("PRAGMA foreign_keys")).scalar_one() == 1
        for table in ("transfer", "history_entry", "step_event", "idea_move"):
            with pytest.raises(sa.exc.DatabaseError, match="append-only"):
                connection.execute(sa.text(f"DELETE FROM {table}"))
            connection.rollback()
    empty.dispose()
