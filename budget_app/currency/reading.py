"""A currency as pages show it: the game as a whole, a household's purse, spaarpotten."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.budgets.config import CurrencyRule
from budget_app.budgets.models import Round
from budget_app.currency import accounts, funding, rules
from budget_app.currency.models import (
    Pledge,
    Purse,
    Spaarpot,
    SpaarpotGoal,
    SpaarpotMember,
    SpaarpotYes,
)
from budget_app.currency.neighbours import FEWEST
from budget_app.ideas.models import Idea
from budget_app.ledger.bulk import ACCOUNT, TRANSFER
from budget_app.people.models import Household, RollEntry
from budget_app.places.models import Area

MOST_IDEAS, MOST_POTS, MOST_MOVES, MOST_ROUNDS = 200, 60, 40, 10


@dataclass(frozen=True, slots=True)
class Standing:
    """Where all units of a round are."""

    issued: int = 0
    in_purses: int = 0
    saved: int = 0
    pledged: int = 0
    spent: int = 0
    lapsed: int = 0

    @property
    def circulating(self) -> int:
        """What households can still use."""
        return self.in_purses + self.saved + self.pledged


@dataclass(frozen=True, slots=True)
class OpenIdea:
    """An idea to put in, in units; `mine` is what this household has in it."""

    id: int
    title: str
    needs: int
    have: int
    mine: int

    @property
    def missing(self) -> int:
        """What is still needed."""
        return self.needs - self.have


@dataclass(frozen=True, slots=True)
class Movement:
    """Units into or out of a purse. `other` and `owner` are the account at the other side."""

    at: datetime
    units: int
    other: str
    owner: str


@dataclass(frozen=True, slots=True)
class Goal:
    """An idea a spaarpot saves for, and how many members agree to put the content in now."""

    idea_id: int
    title: str
    yes: int
    mine: bool
    may_spend: bool


@dataclass(frozen=True, slots=True)
class Pot:
    """A spaarpot."""

    id: int
    name: str
    content: int
    members: int
    stake: int
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class InBuurt:
    """What is in purses in a buurt; None where it is too small to say."""

    name: str
    households: int
    in_purses: int | None


def standing(session: Session, round: Round) -> Standing:
    """The sums per kind of account.

    Purses are as many as households, so theirs is what is left of the others: all units together
    are zero, which `audit.checks` checks purse by purse.
    """
    gone = ACCOUNT.c.owner == accounts.LAPSED
    query = (
        sa.select(ACCOUNT.c.kind, gone, sa.func.sum(ACCOUNT.c.balance))
        .where(ACCOUNT.c.round_id == round.id, ACCOUNT.c.currency == accounts.rule_of(round).key)
        .where(ACCOUNT.c.kind.in_(("issuer", "spaarpot", "pledged", "award")))
        .group_by(ACCOUNT.c.kind, gone)
    )
    rows = session.connection().execute(query)
    sums = {(kind, bool(is_gone)): int(units) for kind, is_gone, units in rows}
    return Standing(
        issued=-sums.get(("issuer", False), 0),
        in_purses=-sum(sums.values()),
        saved=sums.get(("spaarpot", False), 0),
        pledged=sums.get(("pledged", False), 0),
        spent=sums.get(("award", False), 0),
        lapsed=sums.get(("issuer", True), 0),
    )


def open_ideas(session: Session, round: Round, household: int = 0) -> list[OpenIdea]:
    """The ideas in which households can put now, the one that misses least first."""
    goal = sa.and_(
        ACCOUNT.c.round_id == round.id,
        ACCOUNT.c.currency == accounts.rule_of(round).key,
        ACCOUNT.c.kind == "pledged",
        ACCOUNT.c.owner == sa.cast(col(Idea.id), sa.String),
    )
    mine = sa.and_(col(Pledge.idea_id) == col(Idea.id), col(Pledge.household_id) == household)
    query = (
        sa.select(
            col(Idea.id),
            col(Idea.title),
            col(Idea.cost_cents),
            sa.func.coalesce(ACCOUNT.c.balance, 0),
            sa.func.coalesce(col(Pledge.units), 0),
        )
        .outerjoin(ACCOUNT, goal)
        .outerjoin(Pledge, mine)
        .where(col(Idea.round_id) == round.id, col(Idea.state) == funding.OPEN_STATE)
        .order_by(col(Idea.number))
        .limit(MOST_IDEAS)
    )
    value = accounts.rule_of(round).value_cents
    found = [
        OpenIdea(int(id), title, rules.target(cost, value), int(have), int(own))
        for id, title, cost, have, own in session.connection().execute(query)
    ]
    return sorted(found, key=lambda idea: idea.missing)


def of_idea(session: Session, rule: CurrencyRule, idea: Idea) -> OpenIdea:
    """What is in one idea, whether paid or not."""
    have = sum(row.units for row in funding.pledges(session, idea.id or 0))
    needs = rules.target(idea.cost_cents, rule.value_cents)
    return OpenIdea(idea.id or 0, idea.title, needs, have, 0)


def purses_of(session: Session, account_id: int) -> list[tuple[str, str]]:
    """The rounds, as (slug, title), in which this account may use a purse."""
    adult = select(RollEntry.household_id).where(
        RollEntry.account_id == account_id, RollEntry.round_id == Purse.round_id
    )
    query = (
        select(Round.slug, Round.title)
        .join(Purse, col(Purse.round_id) == col(Round.id))
        .where(
            sa.or_(
                col(Purse.account_id) == account_id,
                col(Purse.household_id).in_(adult.correlate(Purse)),
            )
        )
        .order_by(col(Round.id).desc())
        .limit(MOST_ROUNDS)
    )
    return list(session.exec(query).all())


def paid_with(session: Session, round: Round, household: int) -> list[tuple[Idea, int]]:
    """The ideas that this household helped to pay, with its units."""
    query = (
        select(Idea, Pledge.units)
        .join(Pledge, col(Pledge.idea_id) == col(Idea.id))
        .where(
            Idea.round_id == round.id,
            Pledge.household_id == household,
            Pledge.units > 0,
            Idea.state != funding.OPEN_STATE,
        )
        .order_by(col(Idea.number))
    )
    return [(idea, units) for idea, units in session.exec(query)]


def movements(session: Session, round: Round, household: int) -> list[Movement]:
    """The newest movements of a purse, newest first; units out are below zero."""
    mine = accounts.purse(session, round, household).id
    other = ACCOUNT.alias("other")
    sign = sa.case((TRANSFER.c.credit_id == mine, 1), else_=-1)
    query = (
        sa.select(TRANSFER.c.at, TRANSFER.c.amount * sign, other.c.kind, other.c.owner)
        .join(
            other,
            other.c.id
            == sa.case(
                (TRANSFER.c.credit_id == mine, TRANSFER.c.debit_id), else_=TRANSFER.c.credit_id
            ),
        )
        .where(sa.or_(TRANSFER.c.credit_id == mine, TRANSFER.c.debit_id == mine))
        .order_by(TRANSFER.c.id.desc())
        .limit(MOST_MOVES)
    )
    return [Movement(*row) for row in session.connection().execute(query)]


def spaarpotten(session: Session, round: Round, household: int) -> list[Pot]:
    """The spaarpotten of a round as this household sees them."""
    pots = session.exec(
        select(Spaarpot)
        .where(Spaarpot.round_id == round.id)
        .order_by(col(Spaarpot.id).desc())
        .limit(MOST_POTS)
    ).all()
    ids = [pot.id or 0 for pot in pots]
    members: dict[int, dict[int, int]] = defaultdict(dict)
    for row in session.exec(
        select(SpaarpotMember).where(
            col(SpaarpotMember.spaarpot_id).in_(ids), SpaarpotMember.stake > 0
        )
    ):
        members[row.spaarpot_id][row.household_id] = row.stake
    said: dict[tuple[int, int], set[int]] = defaultdict(set)
    for yes in session.exec(select(SpaarpotYes).where(col(SpaarpotYes.spaarpot_id).in_(ids))):
        said[yes.spaarpot_id, yes.idea_id].add(yes.household_id)
    goals: dict[int, list[Goal]] = defaultdict(list)
    for pot_id, idea_id, title in session.exec(
        select(SpaarpotGoal.spaarpot_id, Idea.id, Idea.title)
        .join(Idea, col(Idea.id) == col(SpaarpotGoal.idea_id))
        .where(col(SpaarpotGoal.spaarpot_id).in_(ids), Idea.state == funding.OPEN_STATE)
        .order_by(col(Idea.number))
    ):
        yes_of = said[pot_id, idea_id or 0] & set(members[pot_id])
        may = rules.agreed(len(yes_of), len(members[pot_id])) and household in members[pot_id]
        goals[pot_id].append(Goal(idea_id or 0, title, len(yes_of), household in yes_of, may))
    return [
        Pot(
            pot.id or 0,
            pot.name,
            sum(members[pot.id or 0].values()),
            len(members[pot.id or 0]),
            members[pot.id or 0].get(household, 0),
            tuple(goals[pot.id or 0]),
        )
        for pot in pots
    ]


def per_buurt(session: Session, round: Round) -> list[InBuurt]:
    """What is in purses per buurt; nothing about buurten with few households."""
    query = (
        sa.select(
            col(Area.name),
            sa.func.count(),
            sa.func.sum(ACCOUNT.c.balance),
        )
        .select_from(Purse)
        .join(Household, col(Household.id) == col(Purse.household_id))
        .join(Area, col(Area.code) == col(Household.area_code))
        .join(
            ACCOUNT,
            sa.and_(
                ACCOUNT.c.round_id == col(Purse.round_id),
                ACCOUNT.c.currency == accounts.rule_of(round).key,
                ACCOUNT.c.kind == "purse",
                ACCOUNT.c.owner == sa.cast(col(Purse.household_id), sa.String),
            ),
        )
        .where(col(Purse.round_id) == round.id)
        .group_by(col(Area.name))
        .order_by(col(Area.name))
    )
    return [
        InBuurt(name, int(count), int(total) if count >= FEWEST else None)
        for name, count, total in session.connection().execute(query)
    ]
