"""Write to members about dossiers that are nearly or already due."""

from collections import defaultdict
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.bodies import reading
from budget_app.bodies.models import Body, Docket, Seat
from budget_app.bodies.seats import in_term
from budget_app.clock import local_date
from budget_app.mail import service as mail

BEFORE = timedelta(days=3)


def remind(session: Session, now: datetime) -> int:
    """Queue one `jury_due` message per member and body with dossiers that wait for them.

    A dossier is told of twice: shortly before it is due, and once it is overdue. Returns the
    number of dossiers told of. Safe to repeat, and in parallel: the dossiers are locked.
    """
    due = session.exec(
        select(Docket)
        .where(
            col(Docket.verdict).is_(None),
            col(Docket.due_at) <= now + BEFORE,
            sa.or_(
                col(Docket.reminded_at).is_(None),
                sa.and_(col(Docket.due_at) <= now, col(Docket.reminded_at) < col(Docket.due_at)),
            ),
        )
        .order_by(col(Docket.id))
        .with_for_update(skip_locked=True)
    ).all()
    told: dict[int, set[int]] = defaultdict(set)
    for docket in due:
        docket.reminded_at = now
        session.add(docket)
        told[docket.body_id].add(docket.id or 0)
    session.flush()
    for body_id, docket_ids in told.items():
        _tell_members(session, body_id, docket_ids, now)
    return len(due)


def _tell_members(session: Session, body_id: int, docket_ids: set[int], now: datetime) -> None:
    members = session.exec(
        select(Seat.account_id).where(Seat.body_id == body_id, *in_term(local_date(now)))
    ).all()
    body = session.get_one(Body, body_id)
    for member in members:
        (table,) = reading.tables(session, [body_id], member, now)
        lines = [line for line in table.of("you", "ready") if line.docket_id in docket_ids]
        if lines:
            mail.tell(
                session,
                member,
                "jury_due",
                now,
                body_id=body_id,
                body=body.name,
                count=len(lines),
                overdue=sum(line.overdue for line in lines),
                due_at=min(line.due_at for line in lines).isoformat(),
                docket_id=lines[0].docket_id,
            )
