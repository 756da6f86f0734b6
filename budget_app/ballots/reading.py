"""What public pages need to know of votes."""

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.ballots.models import Result

RESULT: sa.Table = Result.__table__  # type: ignore[attr-defined]


def counted_steps(session: Session, round_id: int) -> list[str]:
    """The votes of a round of which the result is there."""
    query = sa.select(RESULT.c.step_key).where(RESULT.c.round_id == round_id).order_by(RESULT.c.id)
    return list(session.connection().execute(query).scalars())
