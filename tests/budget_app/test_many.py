"""Many rows in one statement, the same on both databases."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from budget_app import many
from budget_app.db import Database
from budget_app.history.models import Entry

ENTRY: sa.Table = Entry.__table__  # type: ignore[attr-defined]
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def row(seq: int) -> dict[str, object]:
    """A row with a number, a moment, a document, and nothing in one column."""
    return {
        "seq": seq,
        "round_id": None,
        "at": AT,
        "actor": "gemeente",
        "deed": "Lomba's; “é” %s {}",
        "subject": "",
        "details": {"cents": seq, "why": None},
        "previous_hash": str(seq),
        "hash": f"{seq}'",
    }


def test_rows_go_in_and_come_out_as_they_are(database: Database) -> None:
    rows = [row(number) for number in range(1, 2_001)]
    with database.deed() as connection:
        many.insert(connection, ENTRY, [])
        many.insert(connection, ENTRY, rows)
        wanted = [rows[1_999]["hash"], rows[0]["hash"], "not there"]
        found = sa.select(ENTRY).where(many.among(connection, ENTRY.c.hash, wanted))
        kept = [dict(one._mapping) for one in connection.execute(found.order_by(ENTRY.c.seq))]
        assert kept == [rows[0], rows[1_999]]
        none = sa.select(ENTRY.c.seq).where(many.among(connection, ENTRY.c.seq, []))
        assert connection.execute(none).all() == []


def test_what_is_known_is_skipped_only_when_asked_for(database: Database) -> None:
    with database.deed() as connection:
        many.insert(connection, ENTRY, [row(1)])
        many.insert(connection, ENTRY, [row(1), row(2)], ignore_known=True)
        assert connection.execute(sa.select(ENTRY.c.seq).order_by(ENTRY.c.seq)).scalars().all() == [
            1,
            2,
        ]
    with pytest.raises(IntegrityError), database.deed() as connection:
        many.insert(connection, ENTRY, [row(2), row(3)])
