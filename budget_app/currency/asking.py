"""Ask for an issue of currency and let a second person confirm it: that fixes who gets what."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.budgets.models import Round
from budget_app.currency import accounts, rules
from budget_app.currency.models import Issue, Purse
from budget_app.errors import Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ledger import service as ledger
from budget_app.ledger.models import LedgerAccount
from budget_app.people.models import RollEntry
from budget_app.projects.money import pot_of
from budget_app.route.models import Step

ACCOUNT: sa.Table = LedgerAccount.__table__  # type: ignore[attr-defined]
PURSE: sa.Table = Purse.__table__  # type: ignore[attr-defined]
ROLL: sa.Table = RollEntry.__table__  # type: ignore[attr-defined]


class NotBegun(Refusal):
    sentence = _l("De regels van deze ronde liggen nog niet vast. Open eerst een stap.")


class GameOver(Refusal):
    sentence = _l("Het inleggen is gesloten. Er komt geen uitgifte meer.")


class AllIssued(Refusal):
    sentence = _l("Alle {rounds} uitgiften zijn al geweest.")


class TooEarly(Refusal):
    sentence = _l("De volgende uitgifte kan vanaf {day}. Zo staat het in de regels.")


class StillIssuing(Refusal):
    sentence = _l("Er loopt al een uitgifte. Maak die eerst af.")


class NoHouseholds(Refusal):
    sentence = _l(
        "Er staan geen huishoudens op de lijst van deze ronde. "
        "Zet in de lijst van de gemeente de kolom “huishouden”."
    )


class SamePerson(Refusal):
    sentence = _l("U vroeg deze uitgifte zelf aan. Een ander moet hem bevestigen.")


class RollChanged(Refusal):
    sentence = _l(
        "Er zijn nu {now} huishoudens. Bij de aanvraag waren het er {then}. "
        "Trek de aanvraag in en begin opnieuw."
    )


class NotCovered(Refusal):
    sentence = _l("In de pot zit niet genoeg geld om deze uitgifte te dekken.")


class NotAsked(Refusal):
    sentence = _l("Deze uitgifte wacht niet op bevestiging.")


@dataclass(frozen=True, slots=True)
class Preview:
    """What an issue would do now. `left_out` is how many on the roll have no household."""

    number: int
    units: int
    households: int
    left_out: int

    @property
    def whole(self) -> int:
        """What each household gets at least."""
        return self.units // self.households if self.households else 0

    @property
    def extra(self) -> int:
        """How many households get one more."""
        return self.units % self.households if self.households else 0


def preview(session: Session, round: Round) -> Preview:
    """The next issue as it would be at this moment."""
    counts = session.connection().execute(
        sa.select(
            sa.func.count(sa.distinct(ROLL.c.household_id)),
            sa.func.count() - sa.func.count(ROLL.c.household_id),
        ).where(ROLL.c.round_id == round.id)
    )
    households, left_out = counts.one()
    last = newest(session, round.id or 0)
    number = last.number + 1 if last else 1
    return Preview(number, accounts.rule_of(round).per_round, households, left_out)


def newest(session: Session, round_id: int) -> Issue | None:
    """The latest issue of a round, whatever its state."""
    query = select(Issue).where(Issue.round_id == round_id).order_by(col(Issue.number).desc())
    return session.exec(query).first()


def of_round(session: Session, round_id: int) -> list[Issue]:
    """All issues of a round, oldest first."""
    query = select(Issue).where(Issue.round_id == round_id).order_by(col(Issue.number))
    return list(session.exec(query))


def next_on(session: Session, round: Round) -> datetime | None:
    """From when the next issue may be; None when it may be at once."""
    last = newest(session, round.id or 0)
    if last is None or last.confirmed_at is None:
        return None
    return rules.months_later(last.confirmed_at, accounts.rule_of(round).every_months)


def ask(session: Session, round: Round, by_id: int, now: datetime) -> Issue:
    """Ask for the next issue; someone else must confirm it. Purses must be open.

    Raises NotBegun, GameOver, AllIssued, TooEarly, StillIssuing, NoHouseholds, NotCovered.
    """
    session.refresh(round, with_for_update=True)
    planned = preview(session, round)
    _demand_possible(session, round, planned, now)
    issue = Issue(
        round_id=round.id or 0,
        number=planned.number,
        units=planned.units,
        households=planned.households,
        asked_by_id=by_id,
        asked_at=now,
    )
    session.add(issue)
    session.flush()
    return issue


def withdraw(session: Session, issue: Issue) -> None:
    """Take back an issue that nobody confirmed yet. Raises NotAsked."""
    hold(session, issue)
    if issue.state != "asked":
        raise NotAsked
    session.delete(issue)
    session.flush()


def confirm(session: Session, issue: Issue, by_id: int, now: datetime) -> Issue:
    """A second person says yes: from here on it is sure who gets what, and units may be given.

    Raises NotAsked, SamePerson, RollChanged, GameOver, NotCovered.
    """
    hold(session, issue)
    if issue.state != "asked":
        raise NotAsked
    if issue.asked_by_id == by_id:
        raise SamePerson
    round = session.get_one(Round, issue.round_id)
    planned = preview(session, round)
    if planned.households != issue.households:
        raise RollChanged(now=planned.households, then=issue.households)
    _demand_open_and_covered(session, round, issue.units)
    on_roll = sa.select(ROLL.c.household_id).where(ROLL.c.round_id == round.id)
    session.connection().execute(
        sa.update(PURSE)
        .where(PURSE.c.round_id == round.id, PURSE.c.household_id.in_(on_roll))
        .values(issue=issue.number)
    )
    ring = StoredRing(session, round.id or 0, issue.number)
    if ring.size() != issue.households:
        raise RollChanged(now=planned.households, then=ring.size())
    before = session.exec(
        select(Issue.until).where(Issue.round_id == round.id, col(Issue.number) == issue.number - 1)
    ).first()
    division = rules.divide(issue.units, ring, before or rules.START)
    issue.whole, issue.extra = division.whole, division.extra
    issue.after, issue.until, issue.around = division.after, division.until, division.around
    issue.state, issue.confirmed_by_id, issue.confirmed_at = "running", by_id, now
    session.add(issue)
    history.append(
        session,
        now,
        "spelleiding",
        "issue_confirmed",
        f"issue:{issue.number}",
        round.id,
        units=issue.units,
        households=issue.households,
        whole=division.whole,
        extra=division.extra,
        after=division.after,
        until=division.until,
    )
    return issue


class StoredRing(rules.Ring):
    """The ring of an issue, read from the purses."""

    def __init__(self, session: Session, round_id: int, number: int) -> None:
        self.connection = session.connection()
        self.mine = (PURSE.c.round_id == round_id, PURSE.c.issue == number)

    def size(self) -> int:
        return self.beyond(rules.START)

    def beyond(self, after: str) -> int:
        query = sa.select(sa.func.count()).where(*self.mine, PURSE.c.rank > after)
        return int(self.connection.execute(query).scalar_one())

    def at(self, after: str, count: int) -> str:
        query = (
            sa.select(PURSE.c.rank)
            .where(*self.mine, PURSE.c.rank > after)
            .order_by(PURSE.c.rank)
            .offset(count - 1)
            .limit(1)
        )
        return str(self.connection.execute(query).scalar_one())


def _demand_possible(session: Session, round: Round, planned: Preview, now: datetime) -> None:
    if round.config_hash is None:
        raise NotBegun
    rule = accounts.rule_of(round)
    last = newest(session, round.id or 0)
    if last is not None and last.state != "done":
        raise StillIssuing
    if planned.number > rule.rounds:
        raise AllIssued(rounds=rule.rounds)
    earliest = next_on(session, round)
    if earliest is not None and now < earliest:
        raise TooEarly(day=earliest.strftime("%d-%m-%Y"))
    if planned.households == 0:
        raise NoHouseholds
    _demand_open_and_covered(session, round, planned.units)


def _demand_open_and_covered(session: Session, round: Round, units: int) -> None:
    step = session.exec(select(Step).where(Step.round_id == round.id, Step.kind == "pledge")).one()
    if step.state == "closed":
        raise GameOver
    pot = pot_of(session, round)
    held = ledger.hold(session, pot)[pot.id or 0]
    if held.balance < (circulating(session, round) + units) * accounts.rule_of(round).value_cents:
        raise NotCovered


def circulating(session: Session, round: Round) -> int:
    """Units that households can still use: all that was issued, less what lapsed or was spent."""
    query = (
        sa.select(sa.func.coalesce(-sa.func.sum(ACCOUNT.c.balance), 0))
        .where(ACCOUNT.c.round_id == round.id, ACCOUNT.c.currency == accounts.rule_of(round).key)
        .where(ACCOUNT.c.kind.in_(("issuer", "award")))
    )
    return int(session.connection().execute(query).scalar_one())


def hold(session: Session, issue: Issue) -> None:
    """Hold an issue until the transaction ends."""
    session.flush()
    session.refresh(issue, with_for_update=True)
