"""What belongs to one idea: its relatives, and how its words changed."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.ideas.models import Endorsement, Idea, IdeaVersion
from budget_app.ideas.reading import IDEA, PUBLIC

VERSION: sa.Table = IdeaVersion.__table__  # type: ignore[attr-defined]
ENDORSEMENT: sa.Table = Endorsement.__table__  # type: ignore[attr-defined]
MOST_RELATIVES, MOST_VERSIONS = 40, 12
# What a reader would call a change of the idea; the rest is bookkeeping.
COMPARED = ("title", "body", "cost_cents", "street", "own_hours", "own_cents")


@dataclass(frozen=True, slots=True)
class Relative:
    """Another idea. `bond`: "went_into" or "base" of this one, "came_in" or "builds_on" it."""

    id: int
    title: str
    makers: str
    state: str
    bond: str

    @property
    def url(self) -> str:
        """Where its page is."""
        return f"/idee/{self.id}"


@dataclass(frozen=True, slots=True)
class Change:
    """What one version changed: field -> (as it was, as it became)."""

    version: int
    at: datetime
    note: str
    fields: dict[str, tuple[Any, Any]]


def relatives(session: Session, idea: Idea) -> list[Relative]:
    """Ideas that went on in this one or build on it, and those it went into or builds on."""
    query = (
        sa.select(
            IDEA.c.id,
            IDEA.c.title,
            IDEA.c.makers,
            IDEA.c.state,
            IDEA.c.merged_into_id,
        )
        .where(
            PUBLIC,
            sa.or_(
                IDEA.c.merged_into_id == idea.id,
                IDEA.c.builds_on_id == idea.id,
                IDEA.c.id.in_([idea.merged_into_id or 0, idea.builds_on_id or 0]),
            ),
        )
        .order_by(IDEA.c.id)
        .limit(MOST_RELATIVES)
    )
    return [
        Relative(row.id, row.title, row.makers, row.state, _bond(idea, row))
        for row in session.connection().execute(query)
    ]


def changes(session: Session, idea_id: int) -> list[Change]:
    """The newest changes, newest first; the first version is no change."""
    query = (
        sa.select(VERSION.c.version, VERSION.c.at, VERSION.c.note, VERSION.c.content)
        .where(VERSION.c.idea_id == idea_id)
        .order_by(VERSION.c.version.desc())
        .limit(MOST_VERSIONS + 1)
    )
    kept = list(session.connection().execute(query))
    return [
        Change(new.version, new.at, new.note, compare(old.content, new.content))
        for new, old in pairwise(kept)
    ]


def compare(old: dict[str, Any], new: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields that differ between two versions, in a fixed order."""
    return {
        name: (old.get(name), new.get(name)) for name in COMPARED if old.get(name) != new.get(name)
    }


def endorsed_by(session: Session, idea_id: int, account_id: int) -> bool:
    """Whether someone said that this is a good idea."""
    query = sa.select(ENDORSEMENT.c.idea_id).where(
        ENDORSEMENT.c.idea_id == idea_id, ENDORSEMENT.c.account_id == account_id
    )
    return session.connection().execute(query).first() is not None


def _bond(idea: Idea, row: Any) -> str:
    if row.id == idea.merged_into_id:
        return "went_into"
    if row.id == idea.builds_on_id:
        return "base"
    return "came_in" if row.merged_into_id == idea.id else "builds_on"
