"""What becomes of each kind of row when its term is over: tables of deeds, in their order.

A row is deleted where nothing needs it, and emptied where figures or money hang on it. What is
appended only (transfers, steps, moves, history) holds no personal data and is never touched.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from budget_app.ballots.models import HouseholdParticipation, Participation
from budget_app.bodies.models import Body, Draw, Volunteer
from budget_app.currency.models import Purse, PurseRequest
from budget_app.events.models import DoorPass
from budget_app.ideas.models import Idea
from budget_app.keeping import over
from budget_app.mail.models import Outgoing, Subscription
from budget_app.mail.service import CONFIRMS
from budget_app.people.models import AccessLog, Account, Household, Pass, RollEntry
from budget_app.talk.models import Opinion

Which = sa.ColumnElement[bool]


@dataclass(frozen=True)
class OfRound:
    """Rows of a round that is over. `which` gets the round and all rounds that are over."""

    term: str
    name: str
    model: Any
    which: Callable[[int, Collection[int]], Which]
    values: dict[str, Any] | None = None  # None: the row is deleted


@dataclass(frozen=True)
class Dated:
    """Rows that are older than their term, whatever the round. `which` gets the last moment."""

    term: str
    name: str
    model: Any
    which: Callable[[datetime], Which]
    values: dict[str, Any] | None = None


def _households(round_id: int, ended: Collection[int]) -> Which:
    here = sa.select(col(RollEntry.household_id)).where(col(RollEntry.round_id) == round_id)
    elsewhere = sa.select(col(RollEntry.household_id)).where(
        col(RollEntry.round_id).not_in(ended), col(RollEntry.household_id).is_not(None)
    )
    told = sa.or_(col(Household.mark_hash).is_not(None), col(Household.street) != "")
    return sa.and_(col(Household.id).in_(here), col(Household.id).not_in(elsewhere), told)


def _homes(round_id: int, ended: Collection[int]) -> Which:
    on_roll = sa.select(col(RollEntry.account_id)).where(col(RollEntry.round_id) == round_id)
    purses = sa.select(col(Purse.account_id)).where(col(Purse.round_id) == round_id)
    told = sa.or_(
        col(Account.area_code).is_not(None),
        col(Account.street) != "",
        col(Account.household_id).is_not(None),
    )
    here = sa.or_(col(Account.id).in_(on_roll), col(Account.id).in_(purses))
    return sa.and_(here, col(Account.id).not_in(over.at_home_in(ended)), told)


def _codes(round_id: int, ended: Collection[int]) -> Which:
    return sa.and_(
        col(Pass.round_id) == round_id, col(Pass.account_id).not_in(over.needing_a_code(ended))
    )


def _marks(round_id: int, ended: Collection[int]) -> Which:
    kept = col(Pass.account_id).in_(over.needing_a_code(ended))
    return sa.and_(col(Pass.round_id) == round_id, col(Pass.mark_hash).is_not(None), kept)


def _purses(round_id: int, _ended: Collection[int]) -> Which:
    return sa.and_(col(Purse.round_id) == round_id, col(Purse.account_id).is_not(None))


def _answers(round_id: int, _ended: Collection[int]) -> Which:
    ideas = sa.select(col(Idea.id)).where(col(Idea.round_id) == round_id)
    return sa.and_(col(Opinion.idea_id).in_(ideas), col(Opinion.account_id).is_not(None))


def _volunteers(round_id: int, _ended: Collection[int]) -> Which:
    draws = (
        sa.select(col(Draw.id))
        .join(Body, col(Body.id) == col(Draw.body_id))
        .where(col(Body.round_id) == round_id)
    )
    told = sa.or_(col(Volunteer.account_id).is_not(None), col(Volunteer.name) != "")
    return sa.and_(col(Volunteer.draw_id).in_(draws), told)


def _all_of(model: Any) -> Callable[[int, Collection[int]], Which]:
    return lambda round_id, _ended: col(model.round_id) == round_id


def _unconfirmed(before: datetime) -> Which:
    """The mail that asks whether an address is right says when it was given."""
    asked = sa.select(col(Outgoing.account_id)).where(
        col(Outgoing.template) == CONFIRMS, col(Outgoing.made_at) > before
    )
    return sa.and_(
        col(Account.email).is_not(None),
        col(Account.email_confirmed).is_(False),
        col(Account.id).not_in(asked),
    )


# The roll goes last, and purses after homes: what else is to go is found by them, also after a run
# that was killed.
OF_ROUND = (
    OfRound("home", "households emptied", Household, _households,
            {"mark_hash": None, "street": "", "language": "nl"}),
    OfRound("home", "homes of accounts emptied", Account, _homes,
            {"area_code": None, "street": "", "household_id": None}),
    OfRound("code", "codes", Pass, _codes),
    OfRound("code", "marks of codes", Pass, _marks, {"mark_hash": None}),
    OfRound("took_part", "passes handed out at a door", DoorPass, _all_of(DoorPass)),
    OfRound("took_part", "who took part", Participation, _all_of(Participation)),
    OfRound("took_part", "households that took part", HouseholdParticipation,
            _all_of(HouseholdParticipation)),
    OfRound("opinion", "answers unlinked", Opinion, _answers, {"account_id": None}),
    OfRound("volunteer", "volunteers unlinked", Volunteer, _volunteers,
            {"account_id": None, "name": ""}),
    OfRound("purse", "purses unlinked", Purse, _purses, {"account_id": None}),
    OfRound("purse", "questions within a household", PurseRequest, _all_of(PurseRequest)),
    OfRound("follow", "followers", Subscription, _all_of(Subscription)),
    OfRound("home", "lines of the roll", RollEntry, _all_of(RollEntry)),
)  # fmt: skip
# Unconfirmed addresses go before the mail that says how old they are.
DATED = (
    Dated("unconfirmed", "addresses never confirmed", Account, _unconfirmed, {"email": None}),
    Dated("mail", "mail", Outgoing, lambda before: col(Outgoing.made_at) <= before),
    Dated("looks", "looks", AccessLog, lambda before: col(AccessLog.at) <= before),
)
