"""Change an idea that was handed in: complete at every moment, every earlier text kept."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from budget_app.errors import FieldErrors, NotNow
from budget_app.ideas import rules, service
from budget_app.ideas.models import Idea, IdeaVersion
from budget_app.ideas.service import Maker
from budget_app.route import service as route
from budget_app.route.rules import ENDED

ALWAYS_OPEN = ("concept", "aanpassen")  # the makers are at work; no step has to allow it


def may(session: Session, idea: Idea, now: datetime) -> bool:
    """Whether the makers can change the words now."""
    if idea.state in ALWAYS_OPEN:
        return True
    return idea.state not in ENDED and route.may(
        session, idea.round_id, "edit", "resident", now, idea.step_key
    )


def demand(session: Session, idea: Idea, now: datetime) -> None:
    """Raise NotNow when the words of an idea cannot change any more."""
    if not may(session, idea, now):
        raise NotNow


def change(
    session: Session,
    idea: Idea,
    content: dict[str, Any],
    maker: Maker,
    now: datetime,
    note: str = "",
) -> Idea:
    """Keep other words, with a note for readers. Raises FieldErrors, NotNow.

    Saving without a change makes no new version. The row is held, so that versions do not cross.
    """
    session.refresh(idea, with_for_update=True)
    demand(session, idea, now)
    if idea.state != "concept":
        errors = rules.missing(content, idea.subject) | rules.too_long(content)
        if errors:
            raise FieldErrors(errors)
    if all(getattr(idea, name) == content.get(name, getattr(idea, name)) for name in content):
        return idea
    return service.revise(session, idea, content, maker, now, note)


def versions(session: Session, idea_id: int) -> list[IdeaVersion]:
    """Every text an idea has had, newest first."""
    query = (
        select(IdeaVersion)
        .where(IdeaVersion.idea_id == idea_id)
        .order_by(col(IdeaVersion.version).desc())
    )
    return list(session.exec(query))
