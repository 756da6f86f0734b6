"""What bodies decided about an idea, as everyone may read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.bodies.models import AdviceAnswer, Body, Docket
from budget_app.talk.models import Meeting

BODY: sa.Table = Body.__table__  # type: ignore[attr-defined]
DOCKET: sa.Table = Docket.__table__  # type: ignore[attr-defined]
MEETING: sa.Table = Meeting.__table__  # type: ignore[attr-defined]
ANSWER: sa.Table = AdviceAnswer.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict that was made public, with its reasons. Open dossiers have none."""

    body: str
    verdict: str
    decided_at: datetime
    reasons: str
    sitting: int
    is_appeal: bool
    step_key: str
    answer: str  # what the body did with the advice it got
    departs: bool | None
    meeting: str  # where it was decided; nothing when at no meeting
    meeting_id: int | None
    body_key: str
    how: dict[str, Any] | None  # see `how.py`; None for verdicts brought in without it


def of_idea(session: Session, idea_id: int) -> list[Verdict]:
    """Every verdict on an idea, the newest first."""
    query: sa.Select[Any] = (
        sa.select(
            BODY.c.name,
            DOCKET.c.verdict,
            DOCKET.c.decided_at,
            DOCKET.c.reasons,
            DOCKET.c.sitting,
            DOCKET.c.is_appeal,
            DOCKET.c.step_key,
            sa.func.coalesce(ANSWER.c.answer, ""),
            ANSWER.c.departs,
            sa.func.coalesce(MEETING.c.title, ""),
            MEETING.c.id,
            BODY.c.key,
            DOCKET.c.how,
        )
        .join(BODY, BODY.c.id == DOCKET.c.body_id)
        .outerjoin(MEETING, MEETING.c.id == DOCKET.c.meeting_id)
        .outerjoin(ANSWER, ANSWER.c.docket_id == DOCKET.c.id)
        .where(DOCKET.c.idea_id == idea_id, DOCKET.c.verdict.is_not(None))
        .order_by(DOCKET.c.decided_at.desc(), DOCKET.c.id.desc())
    )
    return [Verdict(*row) for row in session.connection().execute(query)]
