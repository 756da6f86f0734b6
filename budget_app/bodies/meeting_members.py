"""Who of a body's members was at its meetings."""

from collections import Counter
from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.bodies.models import Attendance, Docket, Seat
from budget_app.bodies.rules import Standing
from budget_app.clock import local_date
from budget_app.people.models import Account
from budget_app.talk.models import Meeting

Member = tuple[int, str, str]  # account id, name and constituency


def who_sat(session: Session, meetings: Collection[Meeting]) -> dict[int, list[Member]]:
    """Who sat on the body that met, on the day of each of these meetings; none for a round's."""
    bodies = {meeting.body_id for meeting in meetings if meeting.body_id is not None}
    query = (
        select(Seat, Account.name)
        .join(Account, col(Account.id) == col(Seat.account_id))
        .where(col(Seat.body_id).in_(bodies))
        .order_by(col(Seat.id))
    )
    seats = list(session.exec(query)) if bodies else []
    return {
        meeting.id or 0: [
            (seat.account_id, name, seat.constituency)
            for seat, name in seats
            if seat.body_id == meeting.body_id and _sat(seat, local_date(meeting.starts_at))
        ]
        for meeting in meetings
    }


def _sat(seat: Seat, day: date) -> bool:
    return seat.starts_on <= day and (seat.ends_on is None or seat.ends_on >= day)


def note(session: Session, meeting: Meeting, present: Collection[int]) -> None:
    """Keep which members were there; whoever sat on the body that day and is not named was not."""
    if meeting.body_id is None:
        return
    session.connection().execute(
        sa.delete(Attendance).where(col(Attendance.meeting_id) == meeting.id)
    )
    for id, _name, constituency in who_sat(session, [meeting])[meeting.id or 0]:
        if id in present:
            session.add(
                Attendance(meeting_id=meeting.id or 0, account_id=id, constituency=constituency)
            )
    session.flush()


def came(session: Session, meeting_ids: Collection[int]) -> dict[int, Counter[str]]:
    """How many members came to each of these meetings, by constituency; without who."""
    found: dict[int, Counter[str]] = {}
    rows = session.exec(
        select(Attendance.meeting_id, Attendance.constituency, sa.func.count())
        .where(col(Attendance.meeting_id).in_(meeting_ids))
        .group_by(col(Attendance.meeting_id), col(Attendance.constituency))
        .order_by(col(Attendance.constituency))
    )
    for meeting_id, constituency, count in rows:
        found.setdefault(meeting_id, Counter())[constituency] = count
    return found


def present_at(session: Session, meeting_ids: Collection[int]) -> dict[int, set[int]]:
    """The account ids of the members who came to each of these meetings."""
    found: dict[int, set[int]] = {}
    for row in session.exec(select(Attendance).where(col(Attendance.meeting_id).in_(meeting_ids))):
        found.setdefault(row.meeting_id, set()).add(row.account_id)
    return found


def too_few_at(session: Session, docket: Docket, meeting_id: int, stands: Standing) -> bool:
    """Whether the record says that too few members were at a meeting of this body to decide."""
    meeting = session.get_one(Meeting, meeting_id)
    there = came(session, [meeting_id]).get(meeting_id)
    if there is None or meeting.body_id != docket.body_id:
        return False
    return there.total() < stands.quorum
