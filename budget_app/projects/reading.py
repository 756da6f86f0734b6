"""What public pages need to know of projects."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.ideas.models import Idea
from budget_app.ledger.models import Transfer
from budget_app.projects.models import Payment, Project

PROJECT: sa.Table = Project.__table__  # type: ignore[attr-defined]
PAYMENT: sa.Table = Payment.__table__  # type: ignore[attr-defined]
TRANSFER: sa.Table = Transfer.__table__  # type: ignore[attr-defined]
IDEA: sa.Table = Idea.__table__  # type: ignore[attr-defined]
MOST_FAILED = 50


@dataclass(frozen=True, slots=True)
class Bought:
    """What was paid in a round, in cents, corrections taken off, and how much of it in the wijk."""

    cents: int = 0
    in_wijk_cents: int = 0


def of_idea(session: Session, idea_id: int) -> int | None:
    """The project that an idea became."""
    query = sa.select(PROJECT.c.id).where(PROJECT.c.idea_id == idea_id)
    return session.connection().execute(query).scalar()


def count_in(session: Session, round_id: int) -> int:
    """How many projects a round has."""
    query = sa.select(sa.func.count()).where(PROJECT.c.round_id == round_id)
    return int(session.connection().execute(query).scalar_one())


@dataclass(frozen=True, slots=True)
class Failed:
    """A project that was not done, and why."""

    id: int
    title: str
    why: str


def failed(session: Session, round_id: int) -> list[Failed]:
    """The projects of a round that failed, the newest first, at most MOST_FAILED."""
    query = (
        sa.select(PROJECT.c.id, IDEA.c.title, PROJECT.c.lessons)
        .join(IDEA, IDEA.c.id == PROJECT.c.idea_id)
        .where(PROJECT.c.round_id == round_id, PROJECT.c.state == "mislukt")
        .order_by(PROJECT.c.ended_at.desc(), PROJECT.c.id)
        .limit(MOST_FAILED)
    )
    return [Failed(*row) for row in session.connection().execute(query)]


def bought(session: Session, round_id: int) -> Bought:
    """The payments of all projects of a round together."""
    back = TRANSFER.alias("back")
    wijk = sa.case((PAYMENT.c.in_wijk, TRANSFER.c.amount), else_=0)
    query = (
        sa.select(sa.func.sum(TRANSFER.c.amount), sa.func.sum(wijk))
        .select_from(PAYMENT)
        .join(PROJECT, PROJECT.c.id == PAYMENT.c.project_id)
        .join(TRANSFER, TRANSFER.c.id == PAYMENT.c.transfer_id)
        .outerjoin(back, back.c.reverses_id == TRANSFER.c.id)
        .where(PROJECT.c.round_id == round_id, back.c.id.is_(None))
    )
    everything, in_wijk = session.connection().execute(query).one()
    return Bought(int(everything or 0), int(in_wijk or 0))
