"""Staff who see someone's data leave a line that the person can read.

Of a whole list, such as the letters of a buurt, the history holds one line; everyone on that list
reads it among the looks at their own data.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from budget_app.clock import local_date
from budget_app.history.models import Entry
from budget_app.people.models import AccessLog, Account, Pass, RollEntry

# What is done with a list as a whole, by its deed in the history. The first is of one day's list.
BROUGHT_IN = "roll_extended"
LETTERS = ("purse_letters", "purse_letters_again")
ONCE = timedelta(hours=1)  # who opens the same page again in this time, looked once


@dataclass(frozen=True)
class Look:
    """When, and the word for what was done."""

    at: datetime
    what: str


def note(session: Session, viewer_id: int, subject_id: int, what: str, now: datetime) -> None:
    """Write down that a member of staff looked at, or did something with, someone's data."""
    session.add(AccessLog(at=now, viewer_id=viewer_id, subject_id=subject_id, what=what))
    session.flush()


def unseen(
    session: Session, viewer_id: int, subjects: Iterable[int], what: str, now: datetime
) -> list[int]:
    """Those among these people of whom no look of this kind was noted just now."""
    ids = {*subjects} - {viewer_id}
    noted = session.exec(
        select(AccessLog.subject_id).where(
            AccessLog.viewer_id == viewer_id,
            AccessLog.what == what,
            col(AccessLog.subject_id).in_(ids),
            AccessLog.at > now - ONCE,
        )
    )
    return sorted(ids - {*noted})


def about(session: Session, account_id: int, limit: int = 100) -> list[Look]:
    """What was looked at of this account, by itself and on a list, newest first."""
    found = [*_own(session, account_id, limit), *_on_lists(session, account_id)]
    return sorted(found, key=lambda look: look.at, reverse=True)[:limit]


def _on_lists(session: Session, account_id: int) -> list[Look]:
    """What was done with lists on which this account stands, or its household."""
    home = session.get_one(Account, account_id).area_code
    rolls = select(RollEntry).where(RollEntry.account_id == account_id)
    areas = {entry.round_id: entry.area_code for entry in session.exec(rolls)}
    passes = select(Pass).where(Pass.account_id == account_id, col(Pass.round_id).is_not(None))
    given = {(issued.round_id, issued.issued_on) for issued in session.exec(passes)}
    lists = select(Entry).where(
        col(Entry.round_id).in_({*areas, *(round_id for round_id, _ in given)}),
        col(Entry.deed).in_((BROUGHT_IN, *LETTERS)),
    )

    def is_on(entry: Entry) -> bool:
        if entry.deed == BROUGHT_IN:
            return (entry.round_id, local_date(entry.at)) in given
        return entry.details.get("area") == areas.get(entry.round_id or 0, home)

    # A list that was made in parts is one look.
    days = {
        (local_date(entry.at), entry.deed): entry.at
        for entry in session.exec(lists)
        if is_on(entry)
    }
    return [Look(at, deed) for (_day, deed), at in days.items()]


def _own(session: Session, account_id: int, limit: int) -> list[Look]:
    query = (
        select(AccessLog)
        .where(AccessLog.subject_id == account_id)
        .order_by(col(AccessLog.at).desc())
        .limit(limit)
    )
    return [Look(line.at, line.what) for line in session.exec(query)]
