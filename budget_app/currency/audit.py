"""Whether a currency's books hold: every invariant, for the command, the tests and the public page.

`checks` is what anyone sees on the page about money; `breaches` is everything, over all rounds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.currency import accounts, issues, rules
from budget_app.currency.asking import circulating
from budget_app.currency.models import Pledge, Spaarpot, SpaarpotMember
from budget_app.i18n import LazyText, _l
from budget_app.ideas.models import Idea
from budget_app.ledger import service as ledger
from budget_app.ledger.bulk import ACCOUNT, TRANSFER
from budget_app.ledger.models import LedgerAccount
from budget_app.projects import audit as projects
from budget_app.projects.models import Project

PLEDGE: sa.Table = Pledge.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold, in words, and everything found that speaks against it."""

    text: LazyText
    found: tuple[str, ...]


def checks(session: Session, round: Round) -> list[Check]:
    """What must hold in a round with a currency, and what does not."""
    books = ledger.breaches(session, round.id)
    below = [line for line in books if "below zero" in line]
    return [
        Check(
            _l("Alle munten samen zijn nul: wat is uitgegeven, is ergens. Zo ook elke euro."),
            tuple(line for line in books if line not in below),
        ),
        Check(_l("Niemand staat in de min."), (*below, *_negative(session, round))),
        Check(
            _l("De pot dekt alle munten die nog te gebruiken zijn."), tuple(_cover(session, round))
        ),
        Check(
            _l("Elke uitgifte gaf precies het vastgestelde aantal, verdeeld volgens de regels."),
            tuple(issues.amounts(session, round)),
        ),
        Check(
            _l("Geen huishouden kreeg twee keer munten in één uitgifte."),
            tuple(issues.twice(session, round)),
        ),
        Check(
            _l("In elk idee zit precies wat huishoudens inlegden."), tuple(_pledges(session, round))
        ),
        Check(
            _l(
                "Elk idee met genoeg inleg kreeg één keer zijn geld uit de pot, en geen ander idee."
            ),
            (*projects.awards(session, round.id), *_awarded(session, round)),
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
        found += [f"round {round.id}: {line}" for line in lines]
    return found


def _mine(round: Round) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        ACCOUNT.c.round_id == round.id,
        ACCOUNT.c.currency == accounts.rule_of(round).key,
    )


def _negative(session: Session, round: Round) -> tuple[str, ...]:
    """The ledger lets issuers owe; of these only the one that issues may."""
    query = sa.select(ACCOUNT.c.kind, ACCOUNT.c.owner, ACCOUNT.c.balance).where(
        *_mine(round),
        ACCOUNT.c.balance < 0,
        ACCOUNT.c.kind == "issuer",
        ACCOUNT.c.owner != "",
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


def _awarded(session: Session, round: Round) -> Iterator[str]:
    """Exactly the ideas that units paid for have a project: paid in units, awarded in euros."""
    query = select(Project.idea_id, Project.budget_cents).where(Project.round_id == round.id)
    budgets = dict(session.exec(query).all())
    value = accounts.rule_of(round).value_cents
    paid = _paid(session, round)
    for idea, units in paid.items():
        if idea not in budgets and _waits_for_nothing(session, round, idea):
            yield f"idea {idea} was paid {units} units and was awarded nothing"
    for idea, cents in budgets.items():
        if rules.target(cents, value) != paid.get(idea, 0):
            yield f"idea {idea} was awarded {cents} cents and paid {paid.get(idea, 0)} units"


def _waits_for_nothing(session: Session, round: Round, idea_id: int) -> bool:
    """Whether an idea stands where its project is made: realising, or after it."""
    idea = session.get(Idea, idea_id)
    done = [step.key for step in config_of(round).steps if step.kind in ("realise", "account")]
    return idea is not None and idea.step_key in done


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
