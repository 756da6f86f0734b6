"""Give the units of a confirmed issue to its households, part by part.

Each part is one transaction that also says how far it came, so that a run that was killed anywhere
goes on where it stopped, and two runs at once take turns.
"""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.budgets.models import Round
from budget_app.clock import Clock
from budget_app.currency import accounts, rules
from budget_app.currency.asking import hold
from budget_app.currency.models import Issue, Purse
from budget_app.db import Database
from budget_app.history import service as history
from budget_app.ledger import bulk

PART = 5000  # households in one transaction
Told = Callable[[int, int], None]  # households done, of how many
PURSE: sa.Table = Purse.__table__  # type: ignore[attr-defined]


def run(database: Database, issue_id: int, clock: Clock, told: Told | None = None) -> Issue:
    """Give all units of a confirmed issue that were not given yet; safe to call at any time."""
    while True:
        with database.write() as session:
            issue = session.get_one(Issue, issue_id)
            more = give_some(session, issue, clock.now())
        if told:
            told(issue.given_to, issue.households)
        if not more:
            return issue


def run_waiting(database: Database, clock: Clock) -> list[str]:
    """Finish every issue that was confirmed; a line for each."""
    with database.read() as session:
        query = select(Issue.id).where(Issue.state == "running").order_by(col(Issue.id))
        waiting = [id for id in session.exec(query) if id is not None]
    done = (run(database, id, clock) for id in waiting)
    return [f"issued round {issue.round_id} number {issue.number}" for issue in done]


def give_some(session: Session, issue: Issue, now: datetime, most: int = PART) -> bool:
    """Give the next households their units; tell whether there is more to do."""
    hold(session, issue)
    if issue.state != "running" or issue.confirmed_at is None:
        return False
    round = session.get_one(Round, issue.round_id)
    places = _next_places(session, issue, round, most)
    if not places:
        _finish(session, issue, now)
        return False
    division = rules.Division(issue.whole, issue.extra, issue.after, issue.until, issue.around)
    parts = [
        bulk.Part(f"issue:{round.id}:{issue.number}:{household}", account_id, units)
        for household, place, account_id in places
        if (units := division.units(place))
    ]
    source = accounts.issuer(session, round).id or 0
    if parts:
        words = f"uitgifte {issue.number}"
        issue.given += bulk.give_each(session, source, parts, words, issue.confirmed_at)
    issue.reached, issue.given_to = places[-1][0], issue.given_to + len(places)
    session.add(issue)
    session.flush()
    return True


def _next_places(
    session: Session, issue: Issue, round: Round, most: int
) -> list[tuple[int, str, int]]:
    """The next households by number: (household, place on the ring, ledger account)."""
    query = (
        sa.select(PURSE.c.household_id, PURSE.c.rank)
        .where(
            PURSE.c.round_id == issue.round_id,
            PURSE.c.issue == issue.number,
            PURSE.c.household_id > issue.reached,
        )
        .order_by(PURSE.c.household_id)
        .limit(most)
    )
    places = session.connection().execute(query).all()
    purses = accounts.purses_of(session, round, [row.household_id for row in places])
    return [(row.household_id, row.rank, purses[row.household_id].id) for row in places]


def _finish(session: Session, issue: Issue, now: datetime) -> None:
    if (issue.given, issue.given_to) != (issue.units, issue.households):
        raise RuntimeError(f"issue {issue.id} gave {issue.given} of {issue.units} units")
    issue.state, issue.done_at = "done", now
    session.add(issue)
    history.append(
        session,
        now,
        "spelleiding",
        "issue_done",
        f"issue:{issue.number}",
        issue.round_id,
        units=issue.given,
        households=issue.given_to,
    )
