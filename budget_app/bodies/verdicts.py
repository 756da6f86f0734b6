"""What bodies decided about an idea, as everyone may read it."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.bodies.models import Body, Docket

BODY: sa.Table = Body.__table__  # type: ignore[attr-defined]
DOCKET: sa.Table = Docket.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict that was made public, with its reasons. Open dossiers have none."""

    body: str
    verdict: str
    decided_at: datetime
    reasons: str
    sitting: int
    is_appeal: bool


def of_idea(session: Session, idea_id: int) -> list[Verdict]:
    """Every verdict on an idea, the newest first."""
    query = (
        sa.select(
            BODY.c.name,
            DOCKET.c.verdict,
            DOCKET.c.decided_at,
            DOCKET.c.reasons,
            DOCKET.c.sitting,
            DOCKET.c.is_appeal,
        )
        .join(BODY, BODY.c.id == DOCKET.c.body_id)
        .where(DOCKET.c.idea_id == idea_id, DOCKET.c.verdict.is_not(None))
        .order_by(DOCKET.c.decided_at.desc(), DOCKET.c.id.desc())
    )
    return [Verdict(*row) for row in session.connection().execute(query)]
