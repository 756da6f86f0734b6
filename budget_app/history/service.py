"""Append to the record and check it. Every entry's hash covers the entry before it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.clock import UTC
from budget_app.db import insert_or_ignore
from budget_app.history.models import Entry, Head

GENESIS = "0" * 64
WAITING = "history"  # where a session keeps what it will append


def append(
    session: Session,
    at: datetime,
    actor: str,
    deed: str,
    subject: str,
    round_id: int | None = None,
    **details: Any,
) -> None:
    """Add one deed to the chain when its transaction commits, and not if that fails.

    `actor` is a role ("gemeente", "wijkjury"), never a person. `details` must be JSON.
    """
    json.dumps(details)  # what cannot be written is the fault of the deed, so it is told there
    entry = Entry(
        seq=0,
        round_id=round_id,
        at=at,
        actor=actor,
        deed=deed,
        subject=subject,
        details=details,
        previous_hash="",
        hash="",
    )
    session.info.setdefault(WAITING, []).append(entry)
    session.flush()  # the deed itself: what asks on in this transaction must see it


@sa.event.listens_for(Session, "before_commit")
def _chain(session: Session) -> None:
    """Put what waits at the end of the chain.

    Everybody appends to the same row, so its lock is the last that a transaction takes: whoever
    holds it waits for nobody, and nobody waits for it longer than a commit takes.
    """
    waiting: list[Entry] = session.info.pop(WAITING, [])
    if not waiting:
        return
    insert_or_ignore(session, Head.__table__, {"id": 1, "seq": 0, "hash": GENESIS})  # type: ignore[attr-defined]
    head = session.exec(
        select(Head).where(Head.id == 1).with_for_update().execution_options(populate_existing=True)
    ).one()
    for entry in waiting:
        entry.seq, entry.previous_hash = head.seq + 1, head.hash
        entry.hash = digest(entry)
        head.seq, head.hash = entry.seq, entry.hash
    session.add_all(waiting)
    session.flush()


@sa.event.listens_for(Session, "after_rollback")
def _drop(session: Session) -> None:
    session.info.pop(WAITING, None)


def content(entry: Entry) -> dict[str, Any]:
    """What the hash of an entry covers: everything but the hash itself."""
    return {
        "seq": entry.seq,
        "round_id": entry.round_id,
        "at": entry.at.astimezone(UTC).isoformat(),
        "actor": entry.actor,
        "deed": entry.deed,
        "subject": entry.subject,
        "details": entry.details,
        "previous_hash": entry.previous_hash,
    }


def digest(entry: Entry) -> str:
    """SHA-256 over the entry as canonical JSON, the hash of its predecessor included."""
    text = json.dumps(content(entry), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold."""

    seq: int
    why: str


def verify(session: Session) -> list[Break]:
    """Walk the whole chain; an empty list means nothing was altered, removed or inserted.

    What is appended during the walk is no fault: the head is read before it and after it.
    """
    breaks: list[Break] = []
    before = _head(session)
    previous, expected, met = GENESIS, 1, before.seq == 0
    for entry in session.exec(select(Entry).order_by(col(Entry.seq))).yield_per(1000):
        if entry.seq != expected:
            breaks.append(Break(expected, "missing entry"))
            expected = entry.seq
        if entry.previous_hash != previous:
            breaks.append(Break(entry.seq, "does not follow the entry before it"))
        if entry.hash != digest(entry):
            breaks.append(Break(entry.seq, "content does not match its hash"))
        met = met or (entry.seq, entry.hash) == (before.seq, before.hash)
        previous, expected = entry.hash, expected + 1
    after = _head(session)
    if not met or after.seq < expected - 1:
        breaks.append(Break(after.seq, "the chain does not end where it should"))
    return breaks


def _head(session: Session) -> Head:
    query = select(Head).where(Head.id == 1).execution_options(populate_existing=True)
    found = session.exec(query).first()
    return Head(id=1, seq=0, hash=GENESIS) if found is None else Head(**found.model_dump())


def of_round(
    session: Session, round_id: int, limit: int = 100, before: int | None = None
) -> list[Entry]:
    """The newest entries of a round, newest first."""
    query = select(Entry).where(Entry.round_id == round_id)
    if before is not None:
        query = query.where(sa.and_(col(Entry.seq) < before))
    return list(session.exec(query.order_by(col(Entry.seq).desc()).limit(limit)))
