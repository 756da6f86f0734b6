"""After a vote closed: let the database forget what it kept of rows that were rewritten.

Closing rewrites ballots and participation in key order. The rows as they stood before are still
in the database's files until they are cleaned up, which cannot be done inside a transaction.
"""

from datetime import datetime

import sqlalchemy as sa
import structlog
from sqlmodel import Session, col, select

from budget_app.ballots.models import Result
from budget_app.db import Database
from budget_app.errors import TooMany
from budget_app.people import attempts

# Wiping twice is harmless, and someone who was reading may have kept old rows alive the first time:
# so each count is followed by at least two, also when a server was down in between.
WINDOW = 3 * attempts.WINDOW
WAITS = "2s"  # for the tables; who votes elsewhere must not queue behind us for longer
log = structlog.get_logger()


def wipe_in_turn(database: Database, now: datetime) -> list[str]:
    """Clean up after a count, once in a quarter of an hour over all servers; a line when it did."""
    with database.write() as session:
        if not _counted_since(session, now - WINDOW):
            return []
        try:
            attempts.count(session, "wipe", 1, now)
        except TooMany:
            return []
    try:
        wipe(database)
    except sa.exc.OperationalError:  # someone holds the tables; the next turn tries again
        log.warning("wipe_waits")
        return []
    return ["wiped what a vote left in the files"]


def wipe(database: Database) -> None:
    """Rewrite the files of these tables without the rows that are gone."""
    if database.is_sqlite:
        with database.writer.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None  # noqa: S101  (a connection that was just opened)
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with database.writer.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(sa.text(f"SET lock_timeout = '{WAITS}'"))
        try:
            for table in ("ballot", "participation", "household_participation"):
                connection.execute(sa.text(f"VACUUM FULL {table}"))
        finally:
            connection.execute(sa.text("RESET lock_timeout"))


def _counted_since(session: Session, moment: datetime) -> bool:
    counted = select(Result.id).where(col(Result.counted_at) > moment).limit(1)
    return session.exec(counted).first() is not None
