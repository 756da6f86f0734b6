"""What public pages need to know of votes."""

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.ballots.models import Result

RESULT: sa.Table = Result.__table__  # type: ignore[attr-defined]


def counted_steps(session: Session, round_id: int) -> list[str]:
    """The votes of a round of which the result is there."""
    query = sa.select(RESULT.c.step_key).where(RESULT.c.round_id == round_id).order_by(RESULT.c.id)
    return list(session.connection().execute(query).scalars())


def counted_rounds(session: Session, round_ids: list[int]) -> set[int]:
    """Those of these rounds that have a result."""
    query = sa.select(RESULT.c.round_id).where(RESULT.c.round_id.in_(round_ids)).distinct()
    return set(session.connection().execute(query).scalars())


def newly_counted(session: Session, limit: int) -> list[int]:
    """Rounds with a result, what was counted last first."""
    newest = sa.func.max(RESULT.c.counted_at).desc()
    query = sa.select(RESULT.c.round_id).group_by(RESULT.c.round_id).order_by(newest).limit(limit)
    return list(session.connection().execute(query).scalars())
