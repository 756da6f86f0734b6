"""Cast a ballot, once per person, replaceable until closing, never linked to the person.

The receipt code is made before the ballot is confirmed and travels with the form, so a double
click or a repeated request is the same ballot and not a second one. Only someone who took part
can replace a ballot, and only with its code: the database itself does not know whose it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.ballots import casting, paper, rules
from budget_app.ballots.models import Ballot, BallotOption, Participation
from budget_app.budgets.config import BallotRule, StepRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import Clock
from budget_app.errors import NotForYou, Refusal
from budget_app.i18n import _l
from budget_app.ideas.models import Idea
from budget_app.people.codes import keyed_hash, receipt_as_printed


class VoteClosed(Refusal):
    sentence = _l("De stemming is gesloten. U kunt niet meer stemmen.")


class NotOnRoll(NotForYou):
    sentence = _l(
        "U staat niet op de lijst van deze stemming. Hebt u een brief met een code? "
        "Log dan in met die code."
    )


class AlreadyVoted(Refusal):
    sentence = _l(
        "U hebt al gestemd. Uw stem staat. Wilt u hem veranderen? "
        "Vul dan de code in die u kreeg toen u stemde."
    )


class HouseholdVoted(Refusal):
    sentence = _l(
        "Uw huishouden heeft al gestemd. In deze stemming heeft elk huishouden één stem. "
        "Alleen wie heeft gestemd, kan die stem nog veranderen."
    )


class UnknownReceipt(Refusal):
    status = 404
    sentence = _l("Bij deze code hoort geen stem in deze ronde. Kijk of u de code goed typte.")


@dataclass(frozen=True)
class Vote:
    """The round and step that is voted in, with the rules that hold."""

    round: Round
    step: StepRule

    @property
    def key(self) -> tuple[int, str]:
        return (self.round.id or 0, self.step.key)


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


def options_of(session: Session, vote: Vote) -> list[BallotOption]:
    """The ballot paper, in order."""
    query = (
        select(BallotOption)
        .where(BallotOption.round_id == vote.key[0], BallotOption.step_key == vote.key[1])
        .order_by(col(BallotOption.number))
    )
    return list(session.exec(query))


def print_ballot_paper(session: Session, round: Round, step: StepRule, now: datetime) -> None:
    """Fix the ballot paper when the vote opens: what is on it, and what each idea costs."""
    ideas = session.exec(
        select(Idea)
        .where(
            Idea.round_id == round.id, Idea.step_key == step.key, Idea.state == "op_de_stemlijst"
        )
        .order_by(col(Idea.number))
    ).all()
    session.add_all(
        BallotOption(
            round_id=round.id or 0,
            step_key=step.key,
            number=number,
            idea_id=idea.id or 0,
            title=idea.title,
            cost_cents=idea.cost_cents,
            code=idea.external_id,
            labels=_labels(idea),
        )
        for number, idea in enumerate(ideas, start=1)
    )
    session.flush()


def _labels(idea: Idea) -> dict[str, Any]:
    """What limits and minimum shares of the count can speak of."""
    categories = [idea.category] if idea.category else []
    return {"categories": categories, "areas": [idea.area_code] if idea.area_code else []}


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
    content = casting.as_stored(_checked(connection, one.vote, one.choices, voter.area_code))
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


def check(
    session: Session, vote: Vote, choices: Mapping[int, int], area_code: str
) -> dict[int, int]:
    """The ballot as it would be stored: {number: 1, points or rank}. Raises a BadBallot.

    Costs come from the ballot paper that was fixed when the vote opened.
    """
    return _checked(session.connection(), vote, choices, area_code)


def rule_of(vote: Vote) -> BallotRule:
    """What a ballot in this vote may hold."""
    assert vote.step.ballot is not None  # noqa: S101  (a vote without one was refused on publishing)
    return vote.step.ballot


def one_per_household(vote: Vote) -> bool:
    """Whether each household has one ballot in this vote, whichever adult casts it."""
    return config_of(vote.round).eligibility.per == "household"


def has_voted(session: Session, vote: Vote, account_id: int) -> bool:
    """Whether someone took part in this vote."""
    return session.get(Participation, (*vote.key, account_id)) is not None


def find_by_receipt(session: Session, vote: Vote, secret_key: str, code: str) -> str:
    """The line id of the ballot with this code: it is in the box. Raises UnknownReceipt."""
    ballot = session.get(Ballot, receipt_hash_of(secret_key, vote, code))
    if ballot is None:
        raise UnknownReceipt
    return line_id(ballot.receipt_hash)


def receipt_hash_of(secret_key: str, vote: Vote, code: str) -> str:
    """The key under which a ballot is stored; it says nothing about who or when."""
    printed = receipt_as_printed(code)
    return keyed_hash(secret_key, f"receipt:{vote.key[0]}:{vote.key[1]}", printed)


def line_id(receipt_hash: str) -> str:
    """The public name of a ballot in the downloaded file."""
    return receipt_hash[:16]


def _checked(
    connection: sa.Connection, vote: Vote, choices: Mapping[int, int], area_code: str
) -> dict[int, int]:
    printed = paper.options(connection, vote.key)
    if rule_of(vote).own_area:
        printed = rules.in_area(printed, area_code)
    return rules.check(rule_of(vote), printed, choices, vote.round.amount_cents)
