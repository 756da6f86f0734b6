"""A vote: its rules, its ballot paper, who took part, and how a ballot is found by its receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.ballots import paper, rules
from budget_app.ballots.models import Ballot, BallotOption, Participation
from budget_app.budgets.config import BallotRule, StepRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
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


def check(
    connection: sa.Connection, vote: Vote, choices: Mapping[int, int], area_code: str
) -> dict[int, int]:
    """The ballot as it would be stored: {number: 1, points or rank}. Raises a BadBallot.

    Costs come from the ballot paper that was fixed when the vote opened.
    """
    printed = paper.options(connection, vote.key)
    if rule_of(vote).own_area:
        printed = rules.in_area(printed, area_code)
    return rules.check(rule_of(vote), printed, choices, vote.round.amount_cents)


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
