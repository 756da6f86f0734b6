"""Whole budgets as pages show them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.bodies.models import Body, Seat
from budget_app.bodies.seats import in_term
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.ideas.models import Idea
from budget_app.packages import items
from budget_app.packages.items import Item
from budget_app.route.models import Step
from budget_app.route.service import is_open

IDEA: sa.Table = Idea.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Package:
    """A whole budget with the ideas in it. `cost` in cents."""

    id: int
    title: str
    body: str
    cost: int
    state: str
    makers: str
    items: list[Item]

    @property
    def url(self) -> str:
        """Where its page is."""
        return f"/idee/{self.id}"

    @property
    def is_draft(self) -> bool:
        """Whether only the group sees it."""
        return self.state == "concept"

    def holds(self, idea_id: int) -> bool:
        """Whether an idea is in it."""
        return any(item.id == idea_id for item in self.items)


@dataclass(frozen=True, slots=True)
class Group:
    """Who puts the packages together: the name, and how many sit there for whom."""

    name: str
    seats: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class ToCompose:
    """A group can make packages for a round now."""

    slug: str
    round_title: str
    body_name: str
    closes_at: datetime | None


def to_compose(session: Session, body_ids: Collection[int], now: datetime) -> list[ToCompose]:
    """The rounds for which one of these bodies can make packages now."""
    query = (
        select(Round, Body, Step)
        .join(Body, col(Body.round_id) == col(Round.id))
        .join(Step, col(Step.round_id) == col(Round.id))
        .where(col(Body.id).in_(body_ids), Step.kind == "compose", Step.state == "open")
        .order_by(col(Round.id))
    )
    return [
        ToCompose(round.slug, round.title, body.name, step.closes_at)
        for round, body, step in session.exec(query)
        if is_open(step, now) and config_of(round).step(step.key).body == body.key
    ]


def packages(session: Session, round_id: int, drafts: bool = False) -> list[Package]:
    """The packages of a round by number; drafts only for the group that makes them."""
    query = (
        sa.select(
            IDEA.c.id,
            IDEA.c.title,
            IDEA.c.body,
            IDEA.c.cost_cents,
            IDEA.c.state,
            IDEA.c.makers,
        )
        .where(
            IDEA.c.round_id == round_id,
            IDEA.c.subject == "package",
            IDEA.c.state != "ingetrokken",
            *(() if drafts else (IDEA.c.state != "concept",)),
        )
        .order_by(IDEA.c.number)
    )
    rows = session.connection().execute(query).all()
    parts = items.of_packages(session, [row.id for row in rows])
    return [Package(*row, parts[row.id]) for row in rows]


def group(session: Session, round_id: int, body_key: str, today: date) -> Group | None:
    """The group that puts the packages of a round together, without names of people."""
    query = (
        sa.select(col(Body.name), col(Seat.constituency), sa.func.count(col(Seat.id)))
        .join(Seat, sa.and_(col(Seat.body_id) == col(Body.id), *in_term(today)), isouter=True)
        .where(col(Body.round_id) == round_id, col(Body.key) == body_key)
        .group_by(col(Body.name), col(Seat.constituency))
        .order_by(col(Seat.constituency))
    )
    rows = session.connection().execute(query).all()
    if not rows:
        return None
    return Group(rows[0][0], [(who, count) for _name, who, count in rows if who])
