"""A household puts currency in an idea, or takes it back while the idea is not paid."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from budget_app.budgets.models import Round
from budget_app.currency import accounts, funding, rules, second
from budget_app.currency.accounts import Holder
from budget_app.currency.models import Pledge
from budget_app.errors import FieldErrors
from budget_app.i18n import LazyText, _l
from budget_app.ledger.models import Transfer


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many units moved, and whether that paid for the idea; or a second adult is waited for."""

    units: int
    funded: bool = False
    waits: bool = False


def pledge(
    session: Session,
    round: Round,
    holder: Holder,
    idea_id: int,
    units: int,
    form: str,
    now: datetime,
    agreed: bool = False,
) -> Outcome:
    """Put units of a household in an idea; what the idea does not need stays in the purse.

    `form` makes a repeated click harmless; `agreed` says that a second adult said yes.
    Raises NotNow, NotFound, AlreadyFunded, FieldErrors, UseYourOwnCode.
    """
    key = f"pledge:{round.id}:{holder.household_id}:{form}"
    if (done := moved(session, key)) is not None:
        return Outcome(done)
    idea = funding.hold_open(session, round, idea_id, now)
    if (done := moved(session, key)) is not None:  # the same click, a moment ago
        return Outcome(done)
    demand_units(session, round, holder, units)
    units = min(units, funding.missing(session, round, idea))
    total = units + second.with_goal(session, holder.household_id, idea_id)
    above = accounts.rule_of(round).second_adult_above
    if not agreed and rules.needs_second(above, holder.adults, total):
        second.ask(session, round, holder, units, now, idea_id=idea_id)
        return Outcome(0, waits=True)
    purse = accounts.purse(session, round, holder.household_id)
    parts = {holder.household_id: units}
    return Outcome(units, funding.put(session, round, idea, purse, parts, key, now))


def withdraw(
    session: Session,
    round: Round,
    holder: Holder,
    idea_id: int,
    units: int,
    form: str,
    now: datetime,
) -> int:
    """Take units back from an idea that is not paid; returns how many.

    Raises NotNow, NotFound, AlreadyFunded, FieldErrors.
    """
    key = f"unpledge:{round.id}:{holder.household_id}:{form}"
    if (done := moved(session, key)) is not None:
        return done
    idea = funding.hold_open(session, round, idea_id, now)
    if (done := moved(session, key)) is not None:
        return done
    row = session.get(Pledge, (idea_id, holder.household_id), populate_existing=True)
    have = row.units if row else 0
    if not 0 < units <= have:
        raise FieldErrors({"units": too_many(have)})
    funding.take_back(session, round, idea, holder.household_id, units, key, now)
    return units


def too_many(have: int) -> LazyText:
    """Why so many units cannot be taken back by who has so many there."""
    if have == 0:
        return _l("U hebt hier niets in. Er is niets om terug te nemen.")
    return _l("Kies een getal van 1 tot en met {have}.").with_values(have=have)


def moved(session: Session, key: str) -> int | None:
    """How many units a deed with this key moved; None when it was not done yet.

    Asked before anything is refused, and again once everything is held: only then is it sure.
    """
    query = sa.select(col(Transfer.amount)).where(col(Transfer.key) == key)
    return session.connection().execute(query).scalar()


def demand_units(session: Session, round: Round, holder: Holder, units: int) -> None:
    """Raise FieldErrors unless a household has so many units in its purse, and more than none."""
    purse = accounts.purse(session, round, holder.household_id)
    have = funding.ledger_balance(session, purse)
    if units < 1:
        raise FieldErrors({"units": _l("Vul een heel getal in van 1 of meer.")})
    if units > have:
        rule = accounts.rule_of(round)
        raise FieldErrors(
            {
                "units": _l("In uw beurs zit {have} {name}. Meer kan niet.").with_values(
                    have=have, name=rule.name if have == 1 else rule.plural
                )
            }
        )
