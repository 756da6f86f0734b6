"""Every project of a round as its officials follow them: money, what is late, the last news."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.ideas.models import Idea
from budget_app.ledger.models import LedgerAccount
from budget_app.projects.models import Milestone, Project, Promise, Update

PROJECT: sa.Table = Project.__table__  # type: ignore[attr-defined]
IDEA: sa.Table = Idea.__table__  # type: ignore[attr-defined]
ACCOUNT: sa.Table = LedgerAccount.__table__  # type: ignore[attr-defined]
MILESTONE: sa.Table = Milestone.__table__  # type: ignore[attr-defined]
PROMISE: sa.Table = Promise.__table__  # type: ignore[attr-defined]
UPDATE: sa.Table = Update.__table__  # type: ignore[attr-defined]
MOST_SHOWN = 500
# What asks for attention stands first.
ORDER = ("in_uitvoering", "klaar", "verantwoord", "mislukt")


@dataclass(frozen=True, slots=True)
class Line:
    """A project in a list. Amounts in cents; `late` counts parts of the work and promises."""

    id: int
    title: str
    makers: str
    state: str
    budget_cents: int
    paid_cents: int
    late: int
    next_due: date | None
    last_news: datetime | None


def of_round(session: Session, round_id: int, today: date) -> list[Line]:
    """The projects of a round, running ones first, at most MOST_SHOWN; one statement."""
    paid = (
        sa.select(ACCOUNT.c.balance)
        .where(
            ACCOUNT.c.round_id == PROJECT.c.round_id,
            ACCOUNT.c.currency == "EUR",
            ACCOUNT.c.kind == "paid",
            ACCOUNT.c.owner == sa.cast(PROJECT.c.idea_id, sa.String),
        )
        .scalar_subquery()
    )
    news = sa.select(sa.func.max(UPDATE.c.at)).where(UPDATE.c.project_id == PROJECT.c.id)
    parts, promises = (
        _open(MILESTONE, MILESTONE.c.done_on.is_(None)),
        _open(PROMISE, PROMISE.c.state == "open"),
    )
    query = (
        sa.select(
            PROJECT.c.id,
            IDEA.c.title,
            PROJECT.c.executor_name,
            PROJECT.c.state,
            PROJECT.c.budget_cents,
            sa.func.coalesce(paid, 0),
            _late(parts, today),
            _late(promises, today),
            _first(parts, today),
            _first(promises, today),
            news.scalar_subquery(),
        )
        .join(IDEA, IDEA.c.id == PROJECT.c.idea_id)
        .where(PROJECT.c.round_id == round_id)
        .order_by(sa.case({s: n for n, s in enumerate(ORDER)}, value=PROJECT.c.state), IDEA.c.title)
        .limit(MOST_SHOWN)
    )
    return [_line(tuple(row)) for row in session.connection().execute(query)]


def _open(
    table: sa.Table, still: sa.ColumnElement[bool]
) -> tuple[sa.Table, sa.ColumnElement[bool]]:
    return table, sa.and_(table.c.project_id == PROJECT.c.id, still)


def _late(of: tuple[sa.Table, sa.ColumnElement[bool]], today: date) -> sa.ScalarSelect[int]:
    table, where = of
    return sa.select(sa.func.count()).where(where, table.c.due_on < today).scalar_subquery()


def _first(of: tuple[sa.Table, sa.ColumnElement[bool]], today: date) -> sa.ScalarSelect[date]:
    table, where = of
    return (
        sa.select(sa.func.min(table.c.due_on))
        .where(where, table.c.due_on >= today)
        .scalar_subquery()
    )


def _line(row: tuple[Any, ...]) -> Line:
    id, title, makers, state, budget, paid, *dates, news = row
    late_parts, late_promises, next_part, next_promise = dates
    running = state in ("in_uitvoering", "klaar")
    due = [day for day in (next_part, next_promise) if day is not None]
    return Line(
        id=id,
        title=title,
        makers=makers,
        state=state,
        budget_cents=budget,
        paid_cents=paid,
        late=late_parts + late_promises if running else 0,
        next_due=min(due) if due and running else None,
        last_news=news,
    )
