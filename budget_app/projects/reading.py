"""What public pages need to know of projects."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.ledger.models import Transfer
from budget_app.projects.models import Payment, Project

PROJECT: sa.Table = Project.__table__  # type: ignore[attr-defined]
PAYMENT: sa.Table = Payment.__table__  # type: ignore[attr-defined]
TRANSFER: sa.Table = Transfer.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Bought:
    """What was paid in a round, in cents, corrections taken off, and how much of it in the wijk."""

    cents: int = 0
    in_wijk_cents: int = 0


def of_idea(session: Session, idea_id: int) -> int | None:
    """The project that an idea became."""
    query = sa.select(PROJECT.c.id).where(PROJECT.c.idea_id == idea_id)
    return session.connection().execute(query).scalar()


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
