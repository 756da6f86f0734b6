"""Units that nobody used in time lapse by the published rule, and stay visible as such.

The rule: where units lapse, those of an issue do so a set number of months after it, the oldest
being used first. Where they carry over, they stay. When putting in closes, all that is left lapses,
also what had gone back to a purse after its issue lapsed. The euros behind them stay in the pot.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app import many
from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.clock import Clock
from budget_app.currency import accounts, rules
from budget_app.currency.asking import hold, newest
from budget_app.currency.models import Issue, Purse
from budget_app.db import Database
from budget_app.history import service as history
from budget_app.ledger import bulk
from budget_app.ledger.bulk import ACCOUNT, TRANSFER
from budget_app.route.models import Step

PART = 5000  # households in one transaction
PURSE: sa.Table = Purse.__table__  # type: ignore[attr-defined]


def lapses_on(round: Round, issue: Issue) -> datetime | None:
    """When the units of an issue lapse; None while they carry over."""
    unspent = accounts.rule_of(round).unspent
    if unspent.kind == "carry_over" or issue.confirmed_at is None:
        return None
    return rules.months_later(issue.confirmed_at, unspent.months)


def due(session: Session, now: datetime) -> list[int]:
    """The issues whose units lapse now, oldest first."""
    query = (
        select(Issue, Round, Step.state)
        .join(Round, col(Round.id) == col(Issue.round_id))
        .join(Step, sa.and_(col(Step.round_id) == col(Round.id), col(Step.kind) == "pledge"))
        .where(Issue.state == "done", col(Issue.lapsed_at).is_(None))
        .order_by(col(Issue.round_id), col(Issue.number))
    )
    return [
        issue.id or 0
        for issue, round, state in session.exec(query)
        if state == "closed" or ((on := lapses_on(round, issue)) is not None and on <= now)
    ]


def run_due(database: Database, clock: Clock) -> list[str]:
    """Let everything lapse that is due, in parts; a line for each issue."""
    with database.read() as session:
        waiting = due(session, clock.now())
    lines = []
    for issue_id in waiting:
        more = True
        while more:
            with database.write() as session:
                issue = session.get_one(Issue, issue_id)
                more = lapse_some(session, issue, clock.now())
        lines.append(f"lapsed round {issue.round_id} number {issue.number}")
    return lines


def lapse_some(session: Session, issue: Issue, now: datetime, most: int = PART) -> bool:
    """Let units of the next households lapse; tell whether there is more to do."""
    hold(session, issue)
    if issue.state != "done" or issue.confirmed_at is None or issue.lapsed_at is not None:
        return False
    round = session.get_one(Round, issue.round_id)
    households = _next_purses(session, issue, most)
    if not households:
        _finish(session, issue, now)
        return False
    found = accounts.purses_of(session, round, households)
    purses = {purse.id: household for household, purse in found.items() if purse.balance}
    later = issued_later(session, round, issue.confirmed_at, list(purses))
    # What came back when putting in closed may follow on what lapsed before: a key of its own.
    deed = "left" if _is_closed(session, round) else "lapse"
    parts = [
        bulk.Part(f"{deed}:{round.id}:{issue.number}:{household}", account_id, units)
        for account_id, balance in _balances(session, list(purses)).items()
        if (units := rules.unused(balance, later.get(account_id, 0)))
        for household in (purses[account_id],)
    ]
    taker = accounts.lapsed(session, round).id or 0
    if parts:
        issue.lapsed += bulk.take_each(session, taker, parts, f"vervallen {issue.number}", now)
    issue.lapse_reached = households[-1]
    session.add(issue)
    session.flush()
    return True


def once_more(session: Session, round: Round, step: StepRule, now: datetime) -> None:
    """Putting in closed: what just went back to purses lapses, though every issue lapsed before."""
    issue = newest(session, round.id or 0)
    if issue is None:
        return
    hold(session, issue)
    if issue.state == "done":
        issue.lapsed_at, issue.lapse_reached = None, 0
        session.add(issue)
        session.flush()


def _is_closed(session: Session, round: Round) -> bool:
    query = select(Step.state).where(Step.round_id == round.id, Step.kind == "pledge")
    return session.exec(query).one() == "closed"


def _next_purses(session: Session, issue: Issue, most: int) -> list[int]:
    """The next households by number."""
    query = (
        sa.select(PURSE.c.household_id)
        .where(PURSE.c.round_id == issue.round_id, PURSE.c.household_id > issue.lapse_reached)
        .order_by(PURSE.c.household_id)
        .limit(most)
    )
    return list(session.connection().execute(query).scalars())


def _balances(session: Session, ids: list[int]) -> dict[int, int]:
    """What is in these accounts, held until the transaction ends."""
    connection = session.connection()
    query = (
        sa.select(ACCOUNT.c.id, ACCOUNT.c.balance)
        .where(many.among(connection, ACCOUNT.c.id, ids))
        .order_by(ACCOUNT.c.id)
        .with_for_update()
    )
    return {int(id): int(balance) for id, balance in connection.execute(query)}


def issued_later(
    session: Session, round: Round, moment: datetime, ids: list[int]
) -> dict[int, int]:
    """What these accounts got from issues after a moment, and was not taken back as a mistake."""
    undone = TRANSFER.alias("undone")
    query = (
        sa.select(TRANSFER.c.credit_id, sa.func.sum(TRANSFER.c.amount))
        .outerjoin(undone, undone.c.reverses_id == TRANSFER.c.id)
        .where(
            many.among(session.connection(), TRANSFER.c.credit_id, ids),
            TRANSFER.c.debit_id == accounts.issuer(session, round).id,
            TRANSFER.c.at > moment,
            undone.c.id.is_(None),
        )
        .group_by(TRANSFER.c.credit_id)
    )
    return {int(id): int(total) for id, total in session.connection().execute(query)}


def _finish(session: Session, issue: Issue, now: datetime) -> None:
    issue.lapsed_at = now
    session.add(issue)
    history.append(
        session,
        now,
        "klok",
        "issue_lapsed",
        f"issue:{issue.number}",
        issue.round_id,
        units=issue.lapsed,
    )
