"""What an idea still misses, paying for it at the moment it is whole, and giving back.

Everyone who changes what is in an idea holds its row first, then all ledger accounts at once in
the order of their ids. So of many who put in at once each sees what the one before left to do.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.currency import accounts, rules
from budget_app.currency.models import Pledge
from budget_app.errors import NotFound, NotNow, Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ideas import moves
from budget_app.ideas.models import Idea
from budget_app.ledger import bulk
from budget_app.ledger import service as ledger
from budget_app.ledger.models import LedgerAccount
from budget_app.projects.money import pot_of
from budget_app.route import rules as route_rules
from budget_app.route import service as route
from budget_app.route.models import Step

NOT_WHOLE = _l("Het idee kreeg niet genoeg inleg voordat het inleggen sloot.")
TOO_LATE = _l("Het inleggen was al gesloten toen dit idee aan de beurt was.")
OPEN_STATE = route_rules.STATE_AT["pledge"]


class AlreadyFunded(Refusal):
    sentence = _l("Dit idee heeft al genoeg. U kunt er niet meer bij of af.")


def hold_open(session: Session, round: Round, idea_id: int, now: datetime) -> Idea:
    """An idea in which households can put now, held. Raises NotFound, AlreadyFunded, NotNow."""
    step = config_of(round).first("pledge")
    if step is None:
        raise NotFound
    held = route.lock_step(session, round.id or 0, step.key, shared=True)
    idea = session.get(Idea, idea_id)
    if idea is None or idea.round_id != round.id:
        raise NotFound
    session.refresh(idea, with_for_update=True)
    if ledger_balance(session, accounts.awarded(session, round, idea_id)):
        raise AlreadyFunded
    if idea.step_key != step.key or idea.state != OPEN_STATE or not route.is_open(held, now):
        raise NotNow
    return idea


def target(round: Round, idea: Idea) -> int:
    """How many units an idea needs."""
    return rules.target(idea.cost_cents, accounts.rule_of(round).value_cents)


def missing(session: Session, round: Round, idea: Idea) -> int:
    """How many units an idea still needs; sure while the idea is held."""
    have = ledger_balance(session, accounts.pledged(session, round, idea.id or 0))
    return target(round, idea) - have


def put(
    session: Session,
    round: Round,
    idea: Idea,
    source: LedgerAccount,
    parts: dict[int, int],
    key: str,
    now: datetime,
) -> bool:
    """Move these parts of households from one account into a held idea; True when that pays it.

    Together they are no more than the idea misses. Raises NotEnoughMoney.
    """
    units = sum(parts.values())
    goal = accounts.pledged(session, round, idea.id or 0)
    whole = units == missing(session, round, idea)
    involved = [source, goal]
    if whole:
        involved += [accounts.awarded(session, round, idea.id or 0), pot_of(session, round)]
    ledger.hold(session, *involved)
    ledger.transfer(session, key, source, goal, units, "inleg", now)
    for household, part in parts.items():
        _add(session, idea, household, part)
    history.append(
        session,
        now,
        "huishoudens",
        "currency_put_in",
        f"idea:{idea.number}",
        round.id,
        units=units,
    )
    if whole:
        fund(session, round, idea, now)
    return whole


def fund(session: Session, round: Round, idea: Idea, now: datetime) -> None:
    """Pay for an idea that is whole: its units leave circulation, and it goes on with euros."""
    goal = accounts.pledged(session, round, idea.id or 0)
    paid = accounts.awarded(session, round, idea.id or 0)
    units = target(round, idea)
    if units:
        ledger.transfer(session, f"fund:{idea.id}", goal, paid, units, "betaald idee", now)
    history.append(
        session, now, "huishoudens", "idea_funded", f"idea:{idea.number}", round.id, units=units
    )
    moves.advance(session, round, idea, now, "huishoudens")


def take_back(
    session: Session,
    round: Round,
    idea: Idea,
    household: int,
    units: int,
    key: str,
    now: datetime,
) -> None:
    """Move units of a household from a held idea back to its purse."""
    giver = accounts.pledged(session, round, idea.id or 0)
    ledger.transfer(
        session, key, giver, accounts.purse(session, round, household), units, "terug", now
    )
    _add(session, idea, household, -units)
    history.append(
        session,
        now,
        "huishoudens",
        "currency_taken_back",
        f"idea:{idea.number}",
        round.id,
        units=units,
    )


def arrive(session: Session, round: Round, step: StepRule, idea: Idea, now: datetime) -> None:
    """An idea comes to the step: what costs nothing goes on, what comes after closing ends."""
    accounts.pledged(session, round, idea.id or 0)
    accounts.awarded(session, round, idea.id or 0)
    row = session.get_one(Step, (round.id, step.key))
    if row.state == "closed":
        moves.record(session, idea, "niet_gekozen", now, "route", str(TOO_LATE))
    elif target(round, idea) == 0:
        fund(session, round, idea, now)


def end_unfunded(session: Session, round: Round, step: StepRule, now: datetime) -> None:
    """Putting in closed: what did not become whole ends, and its units go back to their purses."""
    waiting = session.exec(
        select(Idea)
        .where(Idea.round_id == round.id, Idea.step_key == step.key, Idea.state == OPEN_STATE)
        .order_by(col(Idea.id))
        .with_for_update()
    ).all()
    for idea in waiting:
        giver = accounts.pledged(session, round, idea.id or 0)
        parts = {row.household_id: row.units for row in pledges(session, idea.id or 0)}
        give_households(session, round, giver, parts, f"unfunded:{idea.id}", "terug", now)
        for household, units in parts.items():
            _add(session, idea, household, -units)
        moves.record(session, idea, "niet_gekozen", now, "huishoudens", str(NOT_WHOLE))


def give_back(session: Session, round: Round, idea_id: int, cents: int, now: datetime) -> None:
    """A project left so many cents in the pot: whole units of it go back to who put them in.

    In proportion to what each put in, summing exactly; what is less than a unit stays in the pot.
    When putting in has closed nobody can use them any more: then they lapse at once.
    """
    if config_of(round).currency is None:
        return
    paid = accounts.awarded(session, round, idea_id)
    put_in = ledger_balance(session, paid)
    units = rules.given_back(cents, accounts.rule_of(round).value_cents, put_in)
    if not units:
        return
    step = config_of(round).first("pledge")
    over = step and route.lock_step(session, round.id or 0, step.key, shared=True).state == "closed"
    if over:
        gone = accounts.lapsed(session, round)
        ledger.transfer(session, f"lapse:{round.id}:{idea_id}", paid, gone, units, "vervallen", now)
    else:
        rows = pledges(session, idea_id)
        shares = rules.share_out(units, [row.units for row in rows])
        parts = {row.household_id: share for row, share in zip(rows, shares, strict=True)}
        give_households(session, round, paid, parts, f"return:{idea_id}", "niet nodig", now)
    history.append(
        session,
        now,
        "route",
        "currency_lapsed" if over else "currency_given_back",
        f"idea:{session.get_one(Idea, idea_id).number}",
        round.id,
        units=units,
    )


def give_households(
    session: Session,
    round: Round,
    giver: LedgerAccount,
    parts: dict[int, int],
    key: str,
    what: str,
    now: datetime,
) -> None:
    """Move so much to the purse of each of these households."""
    fresh = [
        bulk.Part(f"{key}:{household}", accounts.purse(session, round, household).id or 0, units)
        for household, units in sorted(parts.items())
        if units
    ]
    if fresh:
        bulk.give_each(session, giver.id or 0, fresh, what, now)


def pledges(session: Session, idea_id: int) -> list[Pledge]:
    """What households have in an idea, in the order of their numbers."""
    query = select(Pledge).where(Pledge.idea_id == idea_id, col(Pledge.units) > 0)
    return list(session.exec(query.order_by(col(Pledge.household_id))))


def ledger_balance(session: Session, account: LedgerAccount) -> int:
    """What is in an account now, whatever this session remembers."""
    query = sa.select(col(LedgerAccount.balance)).where(col(LedgerAccount.id) == account.id)
    return int(session.connection().execute(query).scalar_one())


def _add(session: Session, idea: Idea, household: int, units: int) -> None:
    key = (idea.id or 0, household)
    row = session.get(Pledge, key) or Pledge(idea_id=key[0], household_id=household, units=0)
    row.units += units
    session.add(row)
    session.flush()
