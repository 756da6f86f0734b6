"""Reactions and meetings as pages show them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.talk.models import Meeting, Reaction

REACTION: sa.Table = Reaction.__table__  # type: ignore[attr-defined]
MEETING: sa.Table = Meeting.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class ReactionFacts:
    """A reaction; a hidden one has no words, only the reason why."""

    id: int
    name: str
    tone: str
    body: str
    at: datetime
    hidden_reason: str


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting with its agenda and what came out."""

    id: int
    title: str
    place: str
    starts_at: datetime
    agenda: str
    minutes: str


def reactions(
    session: Session, idea_id: int, tone: str, limit: int, offset: int = 0
) -> list[ReactionFacts]:
    """Reactions to an idea, newest first; an empty tone means all."""
    shown = REACTION.c.hidden_at.is_(None)
    query = (
        sa.select(
            REACTION.c.id,
            REACTION.c.name,
            REACTION.c.tone,
            sa.case((shown, REACTION.c.body), else_=""),
            REACTION.c.at,
            REACTION.c.hidden_reason,
        )
        .where(REACTION.c.idea_id == idea_id)
        .order_by(REACTION.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    if tone:
        query = query.where(REACTION.c.tone == tone)
    return [ReactionFacts(*row) for row in session.connection().execute(query)]


def tones(session: Session, idea_id: int) -> Counter[str]:
    """How many reactions of each tone an idea got, hidden ones included."""
    query = (
        sa.select(REACTION.c.tone, sa.func.count())
        .where(REACTION.c.idea_id == idea_id)
        .group_by(REACTION.c.tone)
    )
    return Counter(dict(session.connection().execute(query).all()))


def meetings(session: Session, round_ids: list[int], limit: int = 30) -> list[MeetingFacts]:
    """The meetings of these rounds, the latest first."""
    query = (
        sa.select(
            MEETING.c.id,
            MEETING.c.title,
            MEETING.c.place,
            MEETING.c.starts_at,
            MEETING.c.agenda,
            MEETING.c.minutes,
        )
        .where(MEETING.c.round_id.in_(round_ids))
        .order_by(MEETING.c.starts_at.desc())
        .limit(limit)
    )
    return [MeetingFacts(*row) for row in session.connection().execute(query)]
