"""Reactions and meetings as pages show them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.bodies import meeting_members
from budget_app.bodies.models import Body, Docket
from budget_app.ideas.reading import IDEA, PUBLIC
from budget_app.talk.models import Meeting, Reaction, TakenDown

REACTION: sa.Table = Reaction.__table__  # type: ignore[attr-defined]
MEETING: sa.Table = Meeting.__table__  # type: ignore[attr-defined]
TAKEN: sa.Table = TakenDown.__table__  # type: ignore[attr-defined]
BODY: sa.Table = Body.__table__  # type: ignore[attr-defined]
DOCKET: sa.Table = Docket.__table__  # type: ignore[attr-defined]


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
class Named:
    """An idea by its title."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting with its agenda and what came out."""

    id: int
    title: str
    place: str
    starts_at: datetime
    agenda: str
    minutes: str
    attended: int | None
    decisions: str
    body: str  # the body that meets; nothing when everyone does
    ideas: tuple[Named, ...]  # taken down there
    decided: tuple[Named, ...]  # ideas that a body decided on there
    came: dict[str, int]  # members of the body who were there, by constituency


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


def meetings(
    session: Session, round_ids: list[int], limit: int = 30, body_id: int | None = None
) -> list[MeetingFacts]:
    """The meetings of these rounds, or of one body in them, the latest first."""
    query = (
        sa.select(
            MEETING.c.id,
            MEETING.c.title,
            MEETING.c.place,
            MEETING.c.starts_at,
            MEETING.c.agenda,
            MEETING.c.minutes,
            MEETING.c.attended,
            MEETING.c.decisions,
            sa.func.coalesce(BODY.c.name, ""),
        )
        .outerjoin(BODY, BODY.c.id == MEETING.c.body_id)
        .where(MEETING.c.round_id.in_(round_ids))
        .order_by(MEETING.c.starts_at.desc())
        .limit(limit)
    )
    if body_id is not None:
        query = query.where(MEETING.c.body_id == body_id)
    rows = list(session.connection().execute(query))
    ids = [row.id for row in rows]
    taken = _ideas_at(session, sa.select(TAKEN.c.meeting_id, TAKEN.c.idea_id), ids)
    ruled = sa.select(DOCKET.c.meeting_id, DOCKET.c.idea_id).where(DOCKET.c.verdict.is_not(None))
    decided = _ideas_at(session, ruled, ids)
    members = meeting_members.came(session, ids) if ids else {}
    return [
        MeetingFacts(
            *row, tuple(taken[row.id]), tuple(decided[row.id]), dict(members.get(row.id, {}))
        )
        for row in rows
    ]


def _ideas_at(
    session: Session, pairs: sa.Select[tuple[int, int]], ids: list[int]
) -> dict[int, list[Named]]:
    """Public ideas by meeting, out of pairs of a meeting and an idea."""
    found: dict[int, list[Named]] = defaultdict(list)
    if not ids:
        return found
    at = pairs.subquery()
    query = (
        sa.select(at.c.meeting_id, IDEA.c.id, IDEA.c.title)
        .join(IDEA, IDEA.c.id == at.c.idea_id)
        .where(at.c.meeting_id.in_(ids), PUBLIC)
        .order_by(IDEA.c.number)
    )
    for meeting_id, idea_id, title in session.connection().execute(query):
        found[meeting_id].append(Named(idea_id, title))
    return found
