"""After a vote closed: let the database forget what it kept of rows that were rewritten.

Closing rewrites ballots and participation in key order. The rows as they stood before are still
in the database's files until they are cleaned up, which cannot be done inside a transaction.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import col, select

from budget_app.ballots.models import Result
from budget_app.db import Database

# Wiping twice is harmless; a window of some ticks makes up for a server that was down.
WINDOW = timedelta(minutes=10)


def wipe_if_due(database: Database, now: datetime) -> bool:
    """Clean up when a vote was counted in the last minutes; tells whether it did."""
    with database.read() as session:
        counted = session.exec(
            select(Result.id).where(col(Result.counted_at) > now - WINDOW).limit(1)
        ).first()
    if counted is None:
        return False
    wipe(database)
    return True


def wipe(database: Database) -> None:
    """Rewrite the files of these tables without the rows that are gone."""
    engine = database.writer.execution_options(isolation_level="AUTOCOMMIT")
    if database.is_sqlite:
        with database.writer.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None  # noqa: S101  (a connection that was just opened)
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with engine.connect() as connection:
        for table in ("ballot", "participation", "household_participation"):
            connection.execute(sa.text(f"VACUUM FULL {table}"))
