"""Which rounds are over, so that nobody needs to be on their rolls any more."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.bodies.models import Body, Seat
from budget_app.budgets.models import Round
from budget_app.currency.models import Purse
from budget_app.history.models import Entry
from budget_app.ideas.models import Idea, IdeaAuthor
from budget_app.people import roll
from budget_app.people.models import Role, RollEntry
from budget_app.route.models import Step, StepEvent
from budget_app.settings import Settings

# Something still happens with these, also when the last step has closed: an appeal, work.
UNDER_WAY = ("bij_de_jury", "in_uitvoering")


def rounds(session: Session, before: datetime, idle_before: datetime) -> list[int]:
    """The rounds that closed before one moment, or in which nothing happened since another."""
    return sorted({*_closed(session, before), *idle(session, idle_before)})


def idle(session: Session, before: datetime) -> dict[int, datetime]:
    """The rounds in which nothing happened since a moment, open or not, with when something did.

    That data went is no happening: else a run that was killed would be finished years later.
    """
    happened = sa.func.max(col(Entry.at))
    query = (
        sa.select(col(Round.id), sa.func.coalesce(happened, col(Round.created_at)))
        .outerjoin(
            Entry, sa.and_(col(Entry.round_id) == col(Round.id), col(Entry.deed) != roll.REMOVED)
        )
        .where(col(Round.created_at) <= before)
        .group_by(col(Round.id), col(Round.created_at))
        .having(sa.or_(happened.is_(None), happened <= before))
    )
    return {row[0] or 0: row[1] for row in session.connection().execute(query)}


def soon(session: Session, settings: Settings, now: datetime) -> dict[int, datetime]:
    """The rounds with people on their roll in which little happened, with when their data goes."""
    term = timedelta(days=settings.keep_idle_round_days)
    quiet = idle(session, now - term / 2)
    has_roll = select(RollEntry.round_id).where(col(RollEntry.round_id).in_(quiet)).distinct()
    return {id: quiet[id] + term for id in session.exec(has_roll)}


def _closed(session: Session, before: datetime) -> list[int]:
    """The rounds with every step closed, the last one before a moment, and nothing going on."""
    running = select(Step.round_id).where(Step.state != "closed")
    waiting = select(Idea.round_id).where(col(Idea.state).in_(UNDER_WAY))
    query = (
        select(StepEvent.round_id)
        .where(
            StepEvent.deed == "closed",
            col(StepEvent.round_id).not_in(running),
            col(StepEvent.round_id).not_in(waiting),
        )
        .group_by(col(StepEvent.round_id))
        .having(sa.func.max(col(StepEvent.at)) <= before)
        .order_by(col(StepEvent.round_id))
    )
    return list(session.exec(query))


def at_home_in(over: Collection[int]) -> Any:
    """Accounts that a round which is not over knows by their home: its roll, or a purse's code."""
    return sa.union_all(*_at_home(over))


def needing_a_code(over: Collection[int]) -> Any:
    """Accounts that still come in by their code: staff, and who does something in another round."""
    seats = sa.select(col(Seat.account_id)).join(Body, col(Body.id) == col(Seat.body_id))
    makers = sa.select(col(IdeaAuthor.account_id)).join(
        Idea, col(Idea.id) == col(IdeaAuthor.idea_id)
    )
    return sa.union_all(
        *_at_home(over),
        sa.select(col(Role.account_id)),
        seats.where(col(Body.round_id).not_in(over)),
        makers.where(col(Idea.round_id).not_in(over)),
    )


def _at_home(over: Collection[int]) -> list[Any]:
    rolls = sa.select(col(RollEntry.account_id)).where(col(RollEntry.round_id).not_in(over))
    purses = sa.select(col(Purse.account_id)).where(
        col(Purse.round_id).not_in(over), col(Purse.account_id).is_not(None)
    )
    return [rolls, purses]
