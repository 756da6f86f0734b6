"""Empty the outbox. What could not be sent waits and is tried again; nothing is lost.

A message is claimed in the database before it is sent, so that of several servers one sends it.
A server that dies in between leaves a claim that runs out, and the message goes again: it may
come twice, never not at all, and its message id is the same both times.
"""

import asyncio
from datetime import datetime, timedelta
from email.message import EmailMessage

import aiosmtplib
import sqlalchemy as sa
import structlog
from sqlmodel import Session, col, select

from budget_app.clock import Clock
from budget_app.db import Database
from budget_app.mail.messages import compose
from budget_app.mail.models import Outgoing
from budget_app.mail.service import CONFIRMS
from budget_app.people.models import Account
from budget_app.settings import Settings

AT_ONCE = 20
CLAIM = timedelta(minutes=5)
# How long to wait after each failure; after the last one a message is given up, and kept.
WAITS = [timedelta(minutes=m) for m in (1, 5, 20, 60, 180, 360, 720, 1440, 1440)]
TIMEOUT = 20  # seconds for one message
log = structlog.get_logger()


async def send_waiting(database: Database, clock: Clock, settings: Settings) -> int:
    """Send everything that waits now; returns how many were sent."""
    sent = 0
    while (batch := await asyncio.to_thread(_claim, database, clock.now(), settings)) is not None:
        for outgoing_id, message in batch:
            error = await _send(message, settings)
            await asyncio.to_thread(_settle, database, outgoing_id, error, clock.now())
            sent += error is None
    return sent


async def every(seconds: float, database: Database, clock: Clock, settings: Settings) -> None:
    """Send as long as the server runs; a round that fails is followed by the next."""
    while True:
        try:
            await send_waiting(database, clock, settings)
        except Exception as error:
            log.error("mail_failed", kind=type(error).__name__)
        await asyncio.sleep(seconds)


def _claim(
    database: Database, now: datetime, settings: Settings
) -> list[tuple[int, EmailMessage]] | None:
    """Take some messages for this server and put them in words; None when nothing waits."""
    with database.write() as session:
        waiting = session.exec(
            select(Outgoing)
            .where(
                col(Outgoing.sent_at).is_(None),
                col(Outgoing.given_up).is_(False),
                sa.or_(col(Outgoing.next_at).is_(None), col(Outgoing.next_at) <= now),
            )
            .order_by(col(Outgoing.id))
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)
        ).all()
        claimed = []
        for queued in waiting:
            queued.attempts += 1
            queued.next_at = now + CLAIM
            session.add(queued)
            message = _words(session, settings, queued)
            if message is not None:
                claimed.append((queued.id or 0, message))
    return claimed if waiting else None


def _words(session: Session, settings: Settings, queued: Outgoing) -> EmailMessage | None:
    """The message, or None (and given up) when its reader left or it has no letter."""
    account = session.get_one(Account, queued.account_id)
    welcome = account.email and (account.email_confirmed and account.wants_mail)
    if not welcome and not (account.email and queued.template == CONFIRMS):
        _give_up(queued, "no address")
        return None
    try:
        return compose(settings, account, queued)
    except (KeyError, ValueError) as error:
        log.error("mail_unwritable", template=queued.template, kind=type(error).__name__)
        _give_up(queued, f"cannot be written: {type(error).__name__}")
        return None


def _give_up(queued: Outgoing, why: str) -> None:
    queued.given_up, queued.last_error = True, why


async def _send(message: EmailMessage, settings: Settings) -> str | None:
    """Hand one message to the mail server; returns what went wrong, without addresses."""
    try:
        await aiosmtplib.send(
            message,
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user,
            password=settings.smtp_password,
            start_tls=settings.smtp_starttls,
            timeout=TIMEOUT,
        )
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        code = getattr(error, "code", "")
        return f"{type(error).__name__} {code}".strip()
    return None


def _settle(database: Database, outgoing_id: int, error: str | None, now: datetime) -> None:
    """Write down that a message went, or when it is tried again."""
    with database.write() as session:
        queued = session.get(Outgoing, outgoing_id)
        if queued is None:  # its reader erased their account meanwhile
            return
        if error is None:
            queued.sent_at, queued.last_error = now, ""
        elif queued.attempts > len(WAITS):
            _give_up(queued, error)
        else:
            queued.next_at, queued.last_error = now + WAITS[queued.attempts - 1], error
        session.add(queued)
    log.info("mail", template=queued.template, ok=error is None, attempt=queued.attempts)
