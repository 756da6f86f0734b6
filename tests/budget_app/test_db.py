"""What the database layer promises on both databases."""

from budget_app.db import Database, insert_or_ignore
from budget_app.history.models import Head


def test_insert_or_ignore_tells_whether_it_inserted(database: Database) -> None:
    row = {"id": 1, "seq": 0, "hash": "0"}
    with database.write() as session:
        assert insert_or_ignore(session, Head.__table__, row)  # type: ignore[attr-defined]
        assert not insert_or_ignore(session, Head.__table__, row)  # type: ignore[attr-defined]
