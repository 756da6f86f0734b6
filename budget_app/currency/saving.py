"""A spaarpot: households of a street or a group save together for goals they named.

Each member's stake is its own until the content goes to a goal: it can be taken out. When more than
half of the members agree on a goal, any member may put the content in it, from every stake in
proportion. What then comes back from that goal goes to the households, not to the spaarpot.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.currency import accounts, funding, pledging, rules, second
from budget_app.currency.accounts import Holder
from budget_app.currency.models import (
    Spaarpot,
    SpaarpotGoal,
    SpaarpotMember,
    SpaarpotYes,
)
from budget_app.currency.pledging import Outcome
from budget_app.db import insert_or_ignore
from budget_app.errors import FieldErrors, NotForYou, NotFound, Refusal
from budget_app.i18n import _l
from budget_app.ideas.models import Idea
from budget_app.ledger import service as ledger
from budget_app.route import service as route

LONGEST_NAME = 80


class NotAMember(NotForYou):
    sentence = _l("Uw huishouden heeft niets in deze spaarpot. Leg eerst zelf iets in.")


class NotAGoal(Refusal):
    sentence = _l("Voor dit idee is deze spaarpot niet.")


class NotAgreed(Refusal):
    sentence = _l("Nog niet meer dan de helft van de leden zei ja: {yes} van {members}.")


class EmptySpaarpot(Refusal):
    sentence = _l("Deze spaarpot is leeg.")


def found(
    session: Session, round: Round, holder: Holder, name: str, goals: list[int], now: datetime
) -> Spaarpot:
    """Begin a spaarpot for these ideas. Raises NotNow, FieldErrors."""
    route.demand(session, round.id or 0, "pledge", "resident", now)
    known = session.exec(
        select(Idea.id).where(
            Idea.round_id == round.id, col(Idea.id).in_(goals), Idea.state == funding.OPEN_STATE
        )
    ).all()
    errors = {}
    if not name.strip():
        errors["name"] = _l("Geef de spaarpot een naam.")
    elif len(name.strip()) > LONGEST_NAME:
        errors["name"] = _l("Maak dit korter: ten hoogste {most} tekens.").with_values(
            most=LONGEST_NAME
        )
    if not known:
        errors["goals"] = _l("Kies minstens één idee waarvoor u samen spaart.")
    if errors:
        raise FieldErrors(errors)
    pot = Spaarpot(round_id=round.id or 0, name=name.strip(), made_at=now)
    session.add(pot)
    session.flush()
    session.add_all(SpaarpotGoal(spaarpot_id=pot.id or 0, idea_id=id or 0) for id in known)
    session.flush()
    accounts.content(session, round, pot)
    return pot


def put_in(
    session: Session,
    round: Round,
    holder: Holder,
    pot_id: int,
    units: int,
    form: str,
    now: datetime,
    agreed: bool = False,
) -> Outcome:
    """Move units from a household's purse to its stake.

    Raises NotNow, NotFound, FieldErrors, UseYourOwnCode.
    """
    key = f"save:{round.id}:{holder.household_id}:{form}"
    if (done := pledging.moved(session, key)) is not None:
        return Outcome(done)
    pot = hold(session, round, pot_id, now)
    if (done := pledging.moved(session, key)) is not None:
        return Outcome(done)
    pledging.demand_units(session, round, holder, units)
    row = session.get(SpaarpotMember, (pot_id, holder.household_id), populate_existing=True)
    member = row or SpaarpotMember(spaarpot_id=pot_id, household_id=holder.household_id)
    above = accounts.rule_of(round).second_adult_above
    total = units + second.with_goals(session, holder.household_id, pot_id)
    if not agreed and rules.needs_second(above, holder.adults, total):
        second.ask(session, round, holder, units, now, spaarpot_id=pot_id)
        return Outcome(0, waits=True)
    purse = accounts.purse(session, round, holder.household_id)
    content = accounts.content(session, round, pot)
    ledger.transfer(session, key, purse, content, units, "spaarpot in", now)
    member.stake += units
    session.add(member)
    session.flush()
    return Outcome(units)


def take_out(
    session: Session,
    round: Round,
    holder: Holder,
    pot_id: int,
    units: int,
    form: str,
    now: datetime,
) -> int:
    """Move units of a household's own stake back to its purse. Raises NotFound, FieldErrors."""
    key = f"unsave:{round.id}:{holder.household_id}:{form}"
    if (done := pledging.moved(session, key)) is not None:
        return done
    pot = hold(session, round, pot_id, now)
    if (done := pledging.moved(session, key)) is not None:
        return done
    member = session.get(SpaarpotMember, (pot_id, holder.household_id), populate_existing=True)
    have = member.stake if member else 0
    if member is None or not 0 < units <= have:
        raise FieldErrors({"units": pledging.too_many(have)})
    content = accounts.content(session, round, pot)
    purse = accounts.purse(session, round, holder.household_id)
    ledger.transfer(session, key, content, purse, units, "spaarpot uit", now)
    member.stake -= units
    session.add(member)
    session.flush()
    return units


def agree(
    session: Session, round: Round, holder: Holder, pot_id: int, idea_id: int, now: datetime
) -> None:
    """A member says yes to a goal. Raises NotFound, NotAMember, NotAGoal."""
    hold(session, round, pot_id, now)
    _demand_member(session, pot_id, holder)
    _demand_goal(session, pot_id, idea_id)
    said = {"spaarpot_id": pot_id, "idea_id": idea_id, "household_id": holder.household_id}
    insert_or_ignore(session, SpaarpotYes.__table__, said)  # type: ignore[attr-defined]


def spend(
    session: Session,
    round: Round,
    holder: Holder,
    pot_id: int,
    idea_id: int,
    form: str,
    now: datetime,
) -> Outcome:
    """Put the content in a goal that more than half of the members agreed on.

    Raises NotNow, NotFound, NotAMember, NotAGoal, NotAgreed, AlreadyFunded, EmptySpaarpot.
    """
    key = f"spaarpot:{pot_id}:{form}"
    if (done := pledging.moved(session, key)) is not None:
        return Outcome(done)
    idea = funding.hold_open(session, round, idea_id, now)
    pot = hold(session, round, pot_id, now)
    if (done := pledging.moved(session, key)) is not None:
        return Outcome(done)
    _demand_member(session, pot_id, holder)
    _demand_goal(session, pot_id, idea_id)
    rows = members(session, pot_id)
    yes = said_yes(session, pot_id, idea_id) & {row.household_id for row in rows}
    if not rules.agreed(len(yes), len(rows)):
        raise NotAgreed(yes=len(yes), members=len(rows))
    units = min(sum(row.stake for row in rows), funding.missing(session, round, idea))
    if not units:
        raise EmptySpaarpot
    shares = rules.share_out(units, [row.stake for row in rows])
    parts = {row.household_id: part for row, part in zip(rows, shares, strict=True) if part}
    for row in rows:
        row.stake -= parts.get(row.household_id, 0)
        session.add(row)
    content = accounts.content(session, round, pot)
    return Outcome(units, funding.put(session, round, idea, content, parts, key, now))


def empty_all(session: Session, round: Round, step: StepRule, now: datetime) -> None:
    """Putting in closed: every stake goes back to its household."""
    query = select(Spaarpot).where(Spaarpot.round_id == round.id).order_by(col(Spaarpot.id))
    for pot in session.exec(query.with_for_update()).all():
        rows = members(session, pot.id or 0)
        parts = {row.household_id: row.stake for row in rows}
        giver = accounts.content(session, round, pot)
        funding.give_households(session, round, giver, parts, f"emptied:{pot.id}", "terug", now)
        for row in rows:
            row.stake = 0
            session.add(row)
    session.flush()


def hold(session: Session, round: Round, pot_id: int, now: datetime) -> Spaarpot:
    """A spaarpot of this round while putting in is open, held. Raises NotFound, NotNow."""
    pot = session.get(Spaarpot, pot_id)
    if pot is None or pot.round_id != round.id:
        raise NotFound
    session.refresh(pot, with_for_update=True)
    route.demand(session, round.id or 0, "pledge", "resident", now)
    return pot


def members(session: Session, pot_id: int) -> list[SpaarpotMember]:
    """The households that have a stake now, in the order of their numbers."""
    query = (
        select(SpaarpotMember)
        .where(SpaarpotMember.spaarpot_id == pot_id, col(SpaarpotMember.stake) > 0)
        .order_by(col(SpaarpotMember.household_id))
        .execution_options(populate_existing=True)
    )
    return list(session.exec(query))


def said_yes(session: Session, pot_id: int, idea_id: int) -> set[int]:
    """The households that agreed on a goal."""
    query = select(SpaarpotYes.household_id).where(
        SpaarpotYes.spaarpot_id == pot_id, SpaarpotYes.idea_id == idea_id
    )
    return set(session.exec(query))


def _demand_member(session: Session, pot_id: int, holder: Holder) -> None:
    member = session.get(SpaarpotMember, (pot_id, holder.household_id), populate_existing=True)
    if member is None or not member.stake:
        raise NotAMember


def _demand_goal(session: Session, pot_id: int, idea_id: int) -> None:
    if session.get(SpaarpotGoal, (pot_id, idea_id)) is None:
        raise NotAGoal
