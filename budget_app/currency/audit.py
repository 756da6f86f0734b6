"""Whether a currency's books hold: every invariant, for the command, the tests and the public page.

`checks` is what anyone sees on the page about money; `breaches` is everything, over all rounds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.currency import accounts, rules
from budget_app.currency.asking import circulating, of_round
from budget_app.currency.models import Pledge, Spaarpot, SpaarpotMember
from budget_app.i18n import LazyText, _l
from budget_app.ideas.models import Idea
from budget_app.ledger.bulk import ACCOUNT, TRANSFER
from budget_app.ledger.models import LedgerAccount

PLEDGE: sa.Table = Pledge.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold, in words, and everything found that speaks against it."""

    text: LazyText
    found: tuple[str, ...]


def checks(session: Session, round: Round) -> list[Check]:
    """What must hold in a round with a currency, and what does not."""
    return [
        Check(
            _l("Alle munten samen zijn nul: wat is uitgegeven, is ergens."), _zero(session, round)
        ),
        Check(_l("Niemand staat in de min."), _negative(session, round)),
        Check(
            _l("De pot dekt alle munten die nog te gebruiken zijn."), tuple(_cover(session, round))
        ),
        Check(
            _l("Elke uitgifte gaf precies het vastgestelde aantal, aan elk huishouden één keer."),
            tuple(_issues(session, round)),
        ),
        Check(
            _l("Elk idee kreeg precies wat huishoudens inlegden."), tuple(_pledges(session, round))
        ),
        Check(
            _l("In elke spaarpot zit precies wat de leden erin deden."),
            tuple(_stakes(session, round)),
        ),
    ]


def breaches(session: Session) -> list[str]:
    """Everything that does not hold in any round with a currency; empty when all is well."""
    found = []
    for round in session.exec(select(Round).order_by(col(Round.id))):
        if config_of(round).currency is None or round.config_hash is None:
            continue
        lines = [line for check in checks(session, round) for line in check.found]
        lines += _issued_twice(session, round)
        found += [f"round {round.id}: {line}" for line in lines]
    return found


def _mine(round: Round) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        ACCOUNT.c.round_id == round.id,
        ACCOUNT.c.currency == accounts.rule_of(round).key,
    )


def _zero(session: Session, round: Round) -> tuple[str, ...]:
    query = sa.select(sa.func.coalesce(sa.func.sum(ACCOUNT.c.balance), 0)).where(*_mine(round))
    total = session.connection().execute(query).scalar_one()
    return (f"all units together are {total}",) if total else ()


def _negative(session: Session, round: Round) -> tuple[str, ...]:
    query = sa.select(ACCOUNT.c.kind, ACCOUNT.c.owner, ACCOUNT.c.balance).where(
        *_mine(round),
        ACCOUNT.c.balance < 0,
        sa.or_(ACCOUNT.c.kind != "issuer", ACCOUNT.c.owner != ""),
    )
    rows = session.connection().execute(query)
    return tuple(f"{kind} {owner} is below zero: {balance}" for kind, owner, balance in rows)


def _cover(session: Session, round: Round) -> Iterator[str]:
    query = select(LedgerAccount.balance).where(
        LedgerAccount.round_id == round.id,
        LedgerAccount.kind == "pot",
        LedgerAccount.currency == "EUR",
    )
    pot = sum(session.exec(query))
    owed = circulating(session, round) * accounts.rule_of(round).value_cents
    if pot < owed:
        yield f"the pot holds {pot} cents and backs {owed}"


def _issues(session: Session, round: Round) -> Iterator[str]:
    total = 0
    for issue in of_round(session, round.id or 0):
        total += issue.given
        if issue.state == "done" and (issue.given, issue.given_to) != (
            issue.units,
            issue.households,
        ):
            yield f"issue {issue.number} gave {issue.given} of {issue.units}"
    taken_back = _reversed_issues(session, round)
    if -_balance(session, round, "issuer", "") != total - taken_back:
        yield f"issues gave {total}, less {taken_back} that was corrected: the books say otherwise"


def _reversed_issues(session: Session, round: Round) -> int:
    query = (
        sa.select(sa.func.coalesce(sa.func.sum(TRANSFER.c.amount), 0))
        .join(ACCOUNT, ACCOUNT.c.id == TRANSFER.c.credit_id)
        .where(*_mine(round), ACCOUNT.c.kind == "issuer", ACCOUNT.c.owner == "")
        .where(TRANSFER.c.reverses_id.is_not(None))
    )
    return int(session.connection().execute(query).scalar_one())


def _issued_twice(session: Session, round: Round) -> list[str]:
    """Households with more than one transfer from one issue, which share its moment."""
    query = (
        sa.select(TRANSFER.c.credit_id, TRANSFER.c.at, sa.func.count())
        .join(ACCOUNT, ACCOUNT.c.id == TRANSFER.c.debit_id)
        .where(*_mine(round), ACCOUNT.c.kind == "issuer", ACCOUNT.c.owner == "")
        .group_by(TRANSFER.c.credit_id, TRANSFER.c.at)
        .having(sa.func.count() > 1)
    )
    rows = session.connection().execute(query)
    return [f"account {id} got units {count} times in one issue" for id, _, count in rows]


def _pledges(session: Session, round: Round) -> Iterator[str]:
    """What households put in an idea is what it holds, or what paid for it; nothing else did."""
    put_in = _sums_of_pledges(session, round)
    paid = _paid(session, round)
    value = accounts.rule_of(round).value_cents
    keys = [step.key for step in config_of(round).steps]
    start = next(i for i, step in enumerate(config_of(round).steps) if step.kind == "pledge")
    beyond = set(keys[start + 1 :])
    holding = _held(session, round)
    query = select(Idea).where(Idea.round_id == round.id, col(Idea.step_key).in_(keys[start:]))
    for idea in session.exec(query):
        number = idea.id or 0
        units, had = put_in.get(number, 0), paid.get(number)
        needs = rules.target(idea.cost_cents, value)
        if had is None and units != holding.get(number, 0):
            yield f"idea {number} holds {holding.get(number, 0)}, households put in {units}"
        if had is not None and (had != needs or units != needs or holding.get(number, 0)):
            yield f"idea {number} needed {needs}, was paid {had}, households put in {units}"
        if had is None and needs and (idea.step_key in beyond or idea.state == "gekozen"):
            yield f"idea {number} goes on and was not paid for"
    for number in set(paid) - {i for i in session.exec(select(Idea.id)) if i is not None}:
        yield f"idea {number} was paid for and is not there"


def _sums_of_pledges(session: Session, round: Round) -> dict[int, int]:
    query = (
        sa.select(PLEDGE.c.idea_id, sa.func.sum(PLEDGE.c.units))
        .join(Idea, col(Idea.id) == PLEDGE.c.idea_id)
        .where(col(Idea.round_id) == round.id)
        .group_by(PLEDGE.c.idea_id)
    )
    return {int(idea): int(units) for idea, units in session.connection().execute(query)}


def _paid(session: Session, round: Round) -> dict[int, int]:
    """Units that paid for ideas when these were whole, whatever came back of them later."""
    giver = ACCOUNT.alias("giver")
    query = (
        sa.select(ACCOUNT.c.owner, sa.func.sum(TRANSFER.c.amount))
        .join(TRANSFER, TRANSFER.c.credit_id == ACCOUNT.c.id)
        .join(giver, giver.c.id == TRANSFER.c.debit_id)
        .where(*_mine(round), ACCOUNT.c.kind == "award", giver.c.kind == "pledged")
        .group_by(ACCOUNT.c.owner)
    )
    return {int(owner): int(units) for owner, units in session.connection().execute(query)}


def _held(session: Session, round: Round) -> dict[int, int]:
    query = sa.select(ACCOUNT.c.owner, ACCOUNT.c.balance).where(
        *_mine(round), ACCOUNT.c.kind == "pledged"
    )
    return {int(owner): int(units) for owner, units in session.connection().execute(query)}


def _stakes(session: Session, round: Round) -> Iterator[str]:
    query = (
        select(Spaarpot.id, sa.func.sum(SpaarpotMember.stake))  # type: ignore[arg-type]
        .join(SpaarpotMember, col(SpaarpotMember.spaarpot_id) == col(Spaarpot.id))
        .where(Spaarpot.round_id == round.id)
        .group_by(col(Spaarpot.id))
    )
    stakes = {str(id): int(total) for id, total in session.exec(query)}
    rows = session.connection().execute(
        sa.select(ACCOUNT.c.owner, ACCOUNT.c.balance).where(
            *_mine(round), ACCOUNT.c.kind == "spaarpot"
        )
    )
    for owner, balance in rows:
        if stakes.get(owner, 0) != balance:
            yield f"spaarpot {owner} holds {balance}, its members have {stakes.get(owner, 0)}"


def _balance(session: Session, round: Round, kind: str, owner: str) -> int:
    query = sa.select(ACCOUNT.c.balance).where(
        *_mine(round), ACCOUNT.c.kind == kind, ACCOUNT.c.owner == owner
    )
    return int(session.connection().execute(query).scalar() or 0)
