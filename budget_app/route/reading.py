"""The steps of rounds as pages show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.budgets.config import RoundConfig, StepRule
from budget_app.route.models import IdeaMove, Step

STEP: sa.Table = Step.__table__  # type: ignore[attr-defined]
MOVE: sa.Table = IdeaMove.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A step with its rule and where it stands at this moment."""

    rule: StepRule
    place: Literal["done", "now", "later"]
    opens_at: datetime | None
    closes_at: datetime | None

    @property
    def kind(self) -> str:
        """What sort of step it is."""
        return self.rule.kind

    @property
    def until(self) -> datetime | None:
        """When it ends, for a step that goes on now."""
        return self.closes_at if self.place == "now" else None


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """An idea came to a state."""

    step_key: str | None
    state: str
    at: datetime
    by_role: str
    reason: str


def steps_of(
    session: Session, configs: dict[int, RoundConfig], now: datetime
) -> dict[int, list[StepFacts]]:
    """The steps of several rounds, each in the order of its route."""
    query = (
        sa.select(STEP.c.round_id, STEP.c.key, STEP.c.state, STEP.c.opens_at, STEP.c.closes_at)
        .where(STEP.c.round_id.in_(list(configs)))
        .order_by(STEP.c.round_id, STEP.c.position)
    )
    found: dict[int, list[StepFacts]] = {round_id: [] for round_id in configs}
    for row in session.connection().execute(query):
        over = row.state == "open" and row.closes_at is not None and row.closes_at <= now
        place: Literal["done", "now", "later"] = "later"
        if row.state == "closed" or over:
            place = "done"
        elif row.state == "open":
            place = "now"
        rule = configs[row.round_id].step(row.key)
        found[row.round_id].append(StepFacts(rule, place, row.opens_at, row.closes_at))
    return found


def running(session: Session, now: datetime, limit: int) -> list[int]:
    """Rounds with a step that is open now, newest first."""
    query = (
        sa.select(STEP.c.round_id)
        .where(STEP.c.state == "open", sa.or_(STEP.c.closes_at.is_(None), STEP.c.closes_at > now))
        .distinct()
        .order_by(STEP.c.round_id.desc())
        .limit(limit)
    )
    return list(session.connection().execute(query).scalars())


def moves_of(session: Session, idea_id: int, limit: int = 60) -> list[MoveFacts]:
    """How an idea came where it is, oldest first; the newest `limit` moves."""
    query = (
        sa.select(MOVE.c.step_key, MOVE.c.state, MOVE.c.at, MOVE.c.by_role, MOVE.c.reason)
        .where(MOVE.c.idea_id == idea_id)
        .order_by(MOVE.c.id.desc())
        .limit(limit)
    )
    return [MoveFacts(*row) for row in session.connection().execute(query)][::-1]
