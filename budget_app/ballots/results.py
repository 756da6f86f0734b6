"""A counted vote as its pages show it. Everything was worked out when it was counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.ballots.models import Result
from budget_app.errors import NotFound
from budget_app.i18n import _l

RESULT: sa.Table = Result.__table__  # type: ignore[attr-defined]
# All but the file of ballots, which only downloads need.
SHOWN = tuple(column for column in RESULT.c if column.name != "election_pb")
VOTES = ("approval", "choose-1", "knapsack")  # ballots on which a point is a vote


class NoResult(NotFound):
    sentence = _l("Er is nog geen uitslag. Die komt als de stemming gesloten en geteld is.")


@dataclass(frozen=True)
class IdeaResult:
    """How one idea fared. Amounts in cents; `score` in votes or points."""

    number: int
    code: str
    idea_id: int
    title: str
    cost: int
    supporters: int
    score: float
    won: bool
    reason: str
    facts: Mapping[str, Any]
    cost_cut: int | None
    votes_short: float | None
    paid: int
    reserve: int
    url: str

    @property
    def id(self) -> int:
        """The idea, as pictures are drawn from it."""
        return self.idea_id

    @property
    def final_share(self) -> int:
        """What each voter had to spend when counting ended, in whole cents; 0 without shares."""
        return int(Fraction(self.facts.get("final_share") or 0))

    @property
    def in_part(self) -> bool:
        """Whether the budget pays only a part."""
        return 0 < self.paid < self.cost


@dataclass(frozen=True)
class Other:
    """What another method would have given on the same ballots."""

    method: str
    winners: int
    spent: int
    with_nothing: float
    more: list[str]
    less: list[str]


@dataclass(frozen=True)
class Turnout:
    """How many of how many took part; both are None where the number is too small to show."""

    code: str
    voters: int | None
    roll: int | None

    @property
    def share(self) -> float | None:
        """Between 0 and 1."""
        return self.voters / self.roll if self.voters is not None and self.roll else None


@dataclass(frozen=True)
class ResultView:
    """The result of one vote."""

    round_id: int
    step_key: str
    method: str
    parameters: Mapping[str, Any]
    budget: int
    spent: int
    voters: int
    blank: int
    in_votes: bool
    ideas: list[IdeaResult]
    winners: list[IdeaResult]
    ties: list[list[str]]
    tie_rule: str
    share_with_nothing: float
    satisfaction: list[tuple[int, int]]
    others: list[Other]
    roll: int | None
    turnout: list[Turnout]
    official: Mapping[str, Any] | None
    input_sha256: str
    outcome_sha256: str
    counted_at: datetime

    @property
    def left(self) -> int:
        """Cents of the budget that nobody gets."""
        return self.budget - self.spent

    @property
    def reserve(self) -> int:
        """Cents that come from a reserve beside the budget."""
        return sum(idea.reserve for idea in self.ideas)

    @property
    def ranked(self) -> list[IdeaResult]:
        """The most supported first."""
        return sorted(self.ideas, key=lambda idea: (-idea.score, idea.number))

    def idea(self, number: int) -> IdeaResult:
        """The idea with this number on the ballot. Raises NotFound."""
        for idea in self.ideas:
            if idea.number == number:
                return idea
        raise NotFound

    def title_of(self, code: str) -> str:
        """The title behind an id of the published file."""
        return next((idea.title for idea in self.ideas if idea.code == code), code)


def of_round(session: Session, round_id: int, slug: str, step_key: str = "") -> ResultView:
    """The newest result of a round, or that of one step. Raises NoResult."""
    query = sa.select(*SHOWN).where(RESULT.c.round_id == round_id).order_by(RESULT.c.id.desc())
    if step_key:
        query = query.where(RESULT.c.step_key == step_key)
    row = session.connection().execute(query.limit(1)).mappings().first()
    if row is None:
        raise NoResult
    return _view(dict(row), slug)


def file_of(session: Session, round_id: int, step_key: str = "") -> tuple[str, dict[str, Any]]:
    """The published `.pb` text of a result, and the rest of its row. Raises NoResult."""
    query = sa.select(RESULT).where(RESULT.c.round_id == round_id).order_by(RESULT.c.id.desc())
    if step_key:
        query = query.where(RESULT.c.step_key == step_key)
    row = session.connection().execute(query.limit(1)).mappings().first()
    if row is None:
        raise NoResult
    return str(row["election_pb"]), dict(row)


def _view(row: Mapping[str, Any], slug: str) -> ResultView:
    outcome, turnout = row["outcome"], row["turnout"]
    ideas = _ideas(outcome, slug)
    by_code = {idea.code: idea for idea in ideas}
    figures = outcome["figures"]
    spread = {int(number): voters for number, voters in figures["satisfaction"].items()}
    return ResultView(
        round_id=row["round_id"],
        step_key=row["step_key"],
        method=row["method"],
        parameters=row["parameters"],
        budget=outcome["budget_minor"],
        spent=outcome["spent_minor"],
        voters=outcome["voters"],
        blank=outcome["blank"],
        in_votes=outcome["ballot_type"] in VOTES,
        ideas=ideas,
        winners=[by_code[code] for code in outcome["winners"]],
        ties=_ties(outcome, by_code),
        tie_rule=str(row["parameters"].get("tie", "")),
        share_with_nothing=figures["share_with_nothing"],
        satisfaction=sorted(spread.items()),
        others=_others(row["comparisons"], outcome, by_code),
        roll=turnout.get("roll"),
        turnout=[
            Turnout(code, area["voters"], area["roll"])
            for code, area in turnout.get("areas", {}).items()
        ],
        official=outcome.get("official"),
        input_sha256=row["input_sha256"],
        outcome_sha256=row["outcome_sha256"],
        counted_at=row["counted_at"],
    )


def _ideas(outcome: Mapping[str, Any], slug: str) -> list[IdeaResult]:
    unit = outcome["score_unit"]
    why = {answer["project"]: answer for answer in outcome["why"]}
    parts = {part["project"]: part for part in outcome["partial"]}
    found = []
    for idea in outcome["ideas"]:
        answer, part = why[idea["id"]], parts.get(idea["id"])
        short = answer["votes_short"]
        full = idea["cost"] if answer["won"] else 0
        found.append(
            IdeaResult(
                number=idea["number"],
                code=idea["id"],
                idea_id=idea["idea_id"],
                title=idea["title"],
                cost=idea["cost"],
                supporters=idea["supporters"],
                score=_whole(idea["points"] / unit),
                won=answer["won"],
                reason=answer["reason"],
                facts=answer["facts"],
                cost_cut=answer["cost_cut"],
                votes_short=None if short is None else _whole(short / unit),
                paid=part["paid"] if part else full,
                reserve=part["reserve"] if part else 0,
                url=f"/ronde/{slug}/uitslag/{idea['number']}",
            )
        )
    return found


def _others(
    comparisons: Mapping[str, Any], outcome: Mapping[str, Any], by_code: Mapping[str, IdeaResult]
) -> list[Other]:
    ours = set(outcome["winners"])
    found = []
    for method, other in comparisons.items():
        theirs = set(other["winners"])
        found.append(
            Other(
                method=method,
                winners=len(theirs),
                spent=other["spent"],
                with_nothing=other["figures"]["share_with_nothing"],
                more=[by_code[code].title for code in other["winners"] if code not in ours],
                less=[by_code[code].title for code in outcome["winners"] if code not in theirs],
            )
        )
    return found


def _ties(outcome: Mapping[str, Any], by_code: Mapping[str, IdeaResult]) -> list[list[str]]:
    """Ties that may have mattered, as titles."""
    return [
        [by_code[code].title for code in tie["projects"]]
        for tie in outcome["ties"]
        if tie["decisive"] is not False
    ]


def _whole(score: float) -> float:
    return int(score) if float(score).is_integer() else score
