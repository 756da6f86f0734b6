"""How often something may be tried. Counted in the database, so all servers count together."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, delete

from budget_app.db import insert_or_ignore
from budget_app.errors import TooMany
from budget_app.people.models import Attempt

WINDOW = timedelta(minutes=15)


def count(session: Session, key: str, limit: int, now: datetime) -> None:
    """Count one try under `key`; raises TooMany past `limit` in a quarter of an hour."""
    start = datetime.fromtimestamp(
        now.timestamp() // WINDOW.total_seconds() * WINDOW.total_seconds(), tz=now.tzinfo
    )
    insert_or_ignore(session, Attempt.__table__, {"key": key, "window_start": start, "count": 0})  # type: ignore[attr-defined]
    row = session.connection().execute(
        sa.update(Attempt)
        .where(col(Attempt.key) == key, col(Attempt.window_start) == start)
        .values(count=col(Attempt.count) + 1)
        .returning(col(Attempt.count))
    )
    if row.scalar_one() > limit:
        raise TooMany


def give_back(session: Session, key: str) -> None:
    """Someone got in: their try was no guess, and earlier ones still count."""
    session.connection().execute(
        sa.update(Attempt)
        .where(col(Attempt.key) == key, col(Attempt.count) > 0)
        .values(count=col(Attempt.count) - 1)
    )


def sweep(session: Session, now: datetime) -> None:
    """Forget windows that are over."""
    session.exec(delete(Attempt).where(col(Attempt.window_start) < now - WINDOW))


def forget(session: Session, key: str) -> None:
    """Someone got in: earlier tries under this key no longer count."""
    session.exec(delete(Attempt).where(col(Attempt.key) == key))
