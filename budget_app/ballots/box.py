"""Cast ballots, once per person, replaceable until closing, never linked to the person.

The receipt code is made before the ballot is confirmed and travels with the form, so a double
click or a repeated request is the same ballot and not a second one. Only someone who took part
can replace a ballot, and only with its code: the database itself does not know whose it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.ballots import casting
from budget_app.ballots.service import (
    AlreadyVoted,
    HouseholdVoted,
    NotOnRoll,
    UnknownReceipt,
    Vote,
    VoteClosed,
    check,
    line_id,
    one_per_household,
    receipt_hash_of,
)
from budget_app.clock import Clock
from budget_app.errors import Refusal


@dataclass(frozen=True)
class Cast:
    """A ballot as someone casts it: {number: 1, points or rank}, and the code of its receipt."""

    vote: Vote
    account_id: int
    choices: Mapping[int, int]
    receipt_code: str
    channel: str = "web"


@dataclass(frozen=True)
class _Ready:
    """A ballot that was checked, and may be cast by this voter."""

    voter: casting.Voter
    channel: str
    receipt_hash: str
    content: str


def cast(
    session: Session,
    vote: Vote,
    account_id: int,
    choices: Mapping[int, int],
    receipt_code: str,
    secret_key: str,
    clock: Clock,
    channel: str = "web",
) -> str:
    """Store a ballot, or replace the one with this receipt code as a whole; returns its line id.

    Raises VoteClosed, NotOnRoll, AlreadyVoted (took part, and the code is of no ballot here),
    HouseholdVoted or a BadBallot. The clock is read after the step's row is locked: a closing that
    came first wins.
    """
    session.flush()
    asked = [Cast(vote, account_id, choices, receipt_code, channel)]
    (outcome,) = cast_all(session.connection(), asked, secret_key, clock)
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def cast_all(
    connection: sa.Connection, asked: Sequence[Cast], secret_key: str, clock: Clock
) -> list[str | Refusal]:
    """As `cast`, for many ballots in one transaction: a line id for each, or why it was refused.

    What is refused wrote nothing. A refusal that is raised, HouseholdVoted or UnknownReceipt, was
    found after others were written: undo all, and cast each by itself.
    """
    by_vote: dict[tuple[int, str], list[int]] = {}
    for place, one in enumerate(asked):
        by_vote.setdefault(one.vote.key, []).append(place)
    outcomes: dict[int, str | Refusal] = {}
    for _, places in sorted(by_vote.items()):
        found = _cast_in(connection, [asked[place] for place in places], secret_key, clock)
        outcomes.update(zip(places, found, strict=True))
    return [outcomes[place] for place in range(len(asked))]


def _cast_in(
    connection: sa.Connection, asked: Sequence[Cast], secret_key: str, clock: Clock
) -> list[str | Refusal]:
    """Ballots for one vote."""
    vote = asked[0].vote
    held = casting.hold(connection, vote.key, [one.account_id for one in asked])
    is_open = held.is_open(clock.now())
    ready: dict[int, _Ready] = {}
    outcomes: list[str | Refusal] = []
    for place, one in enumerate(asked):
        try:
            if not is_open:
                raise VoteClosed
            ready[place] = _ready(connection, one, held, secret_key)
            outcomes.append(line_id(ready[place].receipt_hash))
        except Refusal as refusal:
            outcomes.append(refusal)
    first = _first_ballots(connection, vote, ready)
    again = sorted(ready.keys() - first, key=lambda place: (ready[place].receipt_hash, place))
    for place in again:
        if not casting.replace(connection, ready[place].receipt_hash, ready[place].content):
            outcomes[place] = AlreadyVoted()
    return outcomes


def _ready(connection: sa.Connection, one: Cast, held: casting.Held, secret_key: str) -> _Ready:
    """Raises NotOnRoll or a BadBallot."""
    voter = held.voters.get(one.account_id)
    if voter is None:
        raise NotOnRoll
    content = casting.as_stored(check(connection, one.vote, one.choices, voter.area_code))
    receipt_hash = receipt_hash_of(secret_key, one.vote, one.receipt_code)
    return _Ready(voter, one.channel, receipt_hash, content)


def _first_ballots(
    connection: sa.Connection, vote: Vote, ready: Mapping[int, _Ready]
) -> dict[int, _Ready]:
    """Put in the box those that are the first of their voter.

    Raises HouseholdVoted, or UnknownReceipt for a code that someone else has.
    """
    channels = {one.voter: one.channel for one in ready.values()}
    new = casting.take_part(connection, vote.key, channels)
    first: dict[int, _Ready] = {}
    for place, one in ready.items():
        if one.voter.account_id in new:
            new.remove(one.voter.account_id)
            first[place] = one
    if one_per_household(vote):
        # who belongs to no household on the roll counts as one alone
        homes = [one.voter.household_id for one in first.values() if one.voter.household_id]
        if len(casting.households_take_part(connection, vote.key, set(homes))) < len(homes):
            raise HouseholdVoted
    ballots = {one.receipt_hash: one.content for one in first.values()}
    if len(casting.insert(connection, vote.key, ballots)) < len(first):
        raise UnknownReceipt  # someone else's code: this ballot must not take its place
    return first
