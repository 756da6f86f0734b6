"""Signed-in devices. The cookie carries a random id, the table its hash."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete

from budget_app.people.models import LoginSession, LoginState


def start(
    session: Session, account_id: int, now: datetime, hours: int, before: str | None = None
) -> str:
    """Sign an account in and return the id for the cookie.

    `before` is the id that this device had until now: it ends, so that on a device that people
    share nobody goes on as who was there before.
    """
    if before is not None:
        end(session, before)
    secret = secrets.token_urlsafe(32)
    session.add(
        LoginSession(
            id_hash=hash_of(secret),
            account_id=account_id,
            created_at=now,
            expires_at=now + timedelta(hours=hours),
        )
    )
    session.flush()
    return secret


def end(session: Session, secret: str) -> None:
    """Sign out this device."""
    session.exec(delete(LoginSession).where(col(LoginSession.id_hash) == hash_of(secret)))


def end_all(session: Session, account_id: int) -> None:
    """Sign an account out everywhere."""
    session.exec(delete(LoginSession).where(col(LoginSession.account_id) == account_id))


def sweep(session: Session, now: datetime) -> None:
    """Forget sessions that are over, and visits to a provider that did not come back."""
    session.exec(delete(LoginSession).where(col(LoginSession.expires_at) <= now))
    session.exec(delete(LoginState).where(col(LoginState.expires_at) <= now))


def hash_of(secret: str) -> str:
    """What the table keeps of a session's id."""
    return hashlib.sha256(secret.encode()).hexdigest()
