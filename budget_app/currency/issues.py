"""Issues as they happened: checked against the rule, and as a list with which anyone repeats them.

What a household got is a transfer from the issuer at the moment the issue was confirmed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from budget_app import many
from budget_app.budgets.models import Round
from budget_app.currency import accounts
from budget_app.currency.asking import of_round
from budget_app.currency.models import Issue, Purse
from budget_app.ledger.bulk import TRANSFER

PURSE: sa.Table = Purse.__table__  # type: ignore[attr-defined]
PART = 5000  # lines read at once
MOST = 100  # faults named


@dataclass(frozen=True, slots=True)
class Given:
    """What left the issuer at one moment."""

    transfers: int
    units: int
    more: int  # transfers of more than the whole part
    other: int  # transfers that are neither the whole part nor one more


def amounts(session: Session, round: Round) -> Iterator[str]:
    """Every issue gave the units of the rules, each household the whole part or one more."""
    rule = accounts.rule_of(round)
    given = _given(session, round)
    for issue in of_round(session, round.id or 0):
        if issue.confirmed_at is None:
            continue
        got = given.pop(issue.number, Given(0, 0, 0, 0))
        if issue.units != rule.per_round:
            yield f"issue {issue.number} is of {issue.units}, the rules say {rule.per_round}"
        if got.units != issue.given:
            yield f"issue {issue.number} says {issue.given}, its transfers {got.units}"
        if issue.state != "done":
            continue
        if (issue.given, issue.given_to) != (issue.units, issue.households):
            yield f"issue {issue.number} gave {issue.given} of {issue.units}"
        expected = issue.households if issue.whole else issue.extra
        if (got.transfers, got.more, got.other) != (expected, issue.extra, 0):
            yield (
                f"issue {issue.number} went to {got.transfers} of {expected} households, "
                f"{got.more} of {issue.extra} with one more, {got.other} with another amount"
            )
    for got in given.values():
        yield f"{got.transfers} transfers from the issuer belong to no issue: {got.units} units"
    back = sa.select(sa.func.count()).where(
        TRANSFER.c.credit_id == accounts.issuer(session, round).id,
        TRANSFER.c.reverses_id.is_(None),
    )
    if count := session.connection().execute(back).scalar_one():
        yield f"{count} transfers back to the issuer undo nothing"


def twice(session: Session, round: Round) -> Iterator[str]:
    """Households with more than one transfer from one issue."""
    query = (
        sa.select(TRANSFER.c.credit_id, TRANSFER.c.at, sa.func.count())
        .where(TRANSFER.c.debit_id == accounts.issuer(session, round).id)
        .group_by(TRANSFER.c.credit_id, TRANSFER.c.at)
        .having(sa.func.count() > 1)
        .limit(MOST)
    )
    for id, _, count in session.connection().execute(query):
        yield f"account {id} got units {count} times in one issue"


def _given(session: Session, round: Round) -> dict[int, Given]:
    """What left the issuer, per number of an issue; 0 and below for what belongs to none."""
    done = Issue.__table__  # type: ignore[attr-defined]
    size = TRANSFER.c.amount - done.c.whole
    query = (
        sa.select(
            done.c.number,
            sa.func.count(),
            sa.func.sum(TRANSFER.c.amount),
            sa.func.sum(sa.case((size == 1, 1), else_=0)),
            sa.func.sum(sa.case((size.in_((0, 1)), 0), else_=1)),
        )
        .select_from(TRANSFER)
        .outerjoin(done, sa.and_(done.c.round_id == round.id, done.c.confirmed_at == TRANSFER.c.at))
        .where(TRANSFER.c.debit_id == accounts.issuer(session, round).id)
        .group_by(done.c.number)
    )
    return {
        int(number or 0): Given(*(int(value) for value in values))
        for number, *values in session.connection().execute(query)
    }


def part(
    session: Session, round: Round, issue: Issue, after: str
) -> tuple[list[tuple[str, int]], str | None]:
    """The next lines of an issue's list, and after which place to go on; None at the end.

    A line is a place on the ring and the units of its household, in the order of the ring. Of the
    newest issue also who got nothing stands there; of older ones only where everyone got something.
    """
    found = _purses_after(session, round, issue, after)
    lines = [
        (place, units or 0)
        for place, newest, units in found
        if units is not None or newest == issue.number
    ]
    return lines, found[-1][0] if len(found) == PART else None


def _purses_after(
    session: Session, round: Round, issue: Issue, after: str
) -> list[tuple[str, int, int | None]]:
    """The next purses on the ring: place, the newest issue they are in, units of this issue."""
    connection = session.connection()
    places = connection.execute(
        sa.select(PURSE.c.rank, PURSE.c.issue, PURSE.c.household_id)
        .where(PURSE.c.round_id == round.id, PURSE.c.rank > after)
        .order_by(PURSE.c.rank)
        .limit(PART)
    ).all()
    purses = accounts.purses_of(session, round, [row.household_id for row in places])
    moved = sa.select(TRANSFER.c.credit_id, TRANSFER.c.amount).where(
        many.among(connection, TRANSFER.c.credit_id, [purse.id for purse in purses.values()]),
        TRANSFER.c.debit_id == accounts.issuer(session, round).id,
        TRANSFER.c.at == issue.confirmed_at,
    )
    units = {row.credit_id: row.amount for row in connection.execute(moved)}
    return [(row.rank, row.issue, units.get(purses[row.household_id].id)) for row in places]
