"""Staff who see someone's data leave a line that the person can read."""

from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.people.models import AccessLog


def note(session: Session, viewer_id: int, subject_id: int, what: str, now: datetime) -> None:
    """Write down that a member of staff looked at, or did something with, someone's data."""
    session.add(AccessLog(at=now, viewer_id=viewer_id, subject_id=subject_id, what=what))
    session.flush()


def about(session: Session, account_id: int, limit: int = 100) -> list[AccessLog]:
    """Who looked at this account, newest first."""
    query = (
        select(AccessLog)
        .where(AccessLog.subject_id == account_id)
        .order_by(col(AccessLog.at).desc())
        .limit(limit)
    )
    return list(session.exec(query))
