"""What the ballot page and the review page show, ready-made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup
from sqlmodel import Session

from budget_app.ballots import choices as chosen
from budget_app.ballots import paper, standing
from budget_app.ballots import service as ballots
from budget_app.ballots.paper import Line
from budget_app.ballots.standing import Standing
from budget_app.budgets.config import BallotRule
from budget_app.i18n import LazyText
from budget_app.people import service as people
from budget_app.web.guards import Posted
from budget_app.web.receipt_code import ReceiptCode
from budget_app.web.render import environment
from budget_app.web.visit import Visit

FITS_SHOWN = 6
ROWS_KEPT = 20_000
ROW_KIND = {"choose-1": "radio", "points": "points", "ranking": "rank"}


@dataclass
class Ballot:
    """A ballot as far as it is filled in: what was typed, and what it means."""

    standing: Standing
    lines: list[Line]
    area_code: str  # where the roll says this voter lives; empty for who is not on it
    has_voted: bool
    receipt: ReceiptCode
    typed: dict[str, str] = field(default_factory=dict)
    typed_code: str = ""
    errors: dict[str, LazyText] = field(default_factory=dict)

    @property
    def on_roll(self) -> bool:
        """Whether this visitor may vote here."""
        return bool(self.area_code)

    @property
    def rule(self) -> BallotRule:
        """The ballot type and its limits."""
        return ballots.rule_of(self.standing.vote)

    @property
    def asks_code(self) -> bool:
        """Whether this voter must type the receipt code to vote again."""
        return self.has_voted and self.receipt.known() is None

    def rows(self, lang: str) -> Markup:
        """The list to fill in. A thousand ideas must not cost a thousand renderings per voter."""
        kind = ROW_KIND.get(self.rule.type, "checkbox")
        most = self.rule.points
        return Markup("").join(
            _row(line, kind, self.typed.get(str(line.id)), most, lang) for line in self.lines
        )

    def ticked(self) -> list[Line]:
        """The lines that are chosen, whether or not they may be."""
        return [line for line in self.lines if self.typed.get(str(line.id), "").strip()]


@dataclass(frozen=True)
class Review:
    """A ballot that may be cast, read back."""

    choices: dict[int, int]
    lines: list[tuple[Line, int]]
    cost: int
    budget: int
    fits: list[Line]
    more_fit: int
    choices_left: int | None
    points_left: int | None

    @property
    def money_left(self) -> int:
        """Cents of the budget that these choices leave; below zero where they may cost more."""
        return self.budget - self.cost


def load(session: Session, visit: Visit, slug: str) -> Ballot:
    """The empty ballot of this visitor, who may not be on the roll. Raises NotFound."""
    at = standing.current(session, slug, visit.now)
    account_id = visit.me.account_id
    entry = people.roll_entry(session, at.vote.key[0], account_id)
    area_code = entry.area_code if entry else ""
    lines = paper.lines(session, at.vote.key)
    rule = at.vote.step.ballot
    if rule and rule.own_area:
        lines = [line for line in lines if line.area == area_code]
    if rule and rule.order == "rotated":
        lines = paper.rotated(lines, account_id)
    voted = ballots.has_voted(session, at.vote, account_id)
    return Ballot(at, lines, area_code, voted, ReceiptCode(visit, at.vote))


def fill(ballot: Ballot, form: Posted) -> None:
    """Put back what was chosen and typed."""
    kind = ballot.rule.type
    ballot.typed = (
        {} if form.text("blank") else chosen.as_typed(kind, form.texts(chosen.FIELD), form.values())
    )
    ballot.typed_code = form.text("receipt")


def choices_of(rule: BallotRule, form: Posted) -> dict[int, int]:
    """The choices in a form. Raises a BadBallot."""
    if form.text("blank"):
        return {}
    return chosen.read(rule.type, form.texts(chosen.FIELD), form.values())


def review(ballot: Ballot, content: Mapping[int, int]) -> Review:
    """Read back a ballot that was checked, with what it costs and what still fits."""
    rule, budget = ballot.rule, ballot.standing.vote.round.amount_cents
    picked = [(line, content[line.id]) for line in ballot.lines if line.id in content]
    if rule.type == "ranking":
        picked.sort(key=lambda pair: pair[1])
    if rule.type == "points":
        picked.sort(key=lambda pair: -pair[1])
    cost = sum(line.cost for line, _ in picked)
    fits = _fitting(rule, ballot.lines, content, budget - cost)
    return Review(
        choices=dict(content),
        lines=picked,
        cost=cost,
        budget=budget,
        fits=fits[:FITS_SHOWN],
        more_fit=max(0, len(fits) - FITS_SHOWN),
        choices_left=rule.max_choices - len(content) if rule.max_choices else None,
        points_left=(rule.points or 0) - sum(content.values()) if rule.type == "points" else None,
    )


def _fitting(
    rule: BallotRule, lines: Sequence[Line], content: Mapping[int, int], left: int
) -> list[Line]:
    full = rule.max_choices is not None and len(content) >= rule.max_choices
    if rule.type != "knapsack" or full:
        return []
    return [line for line in lines if line.id not in content and line.cost <= left]


@lru_cache(maxsize=ROWS_KEPT)
def _row(line: Line, kind: str, value: str | None, most: int | None, lang: str) -> Markup:
    """All that a row shows is in its arguments, so a kept row can show nothing old."""
    return Markup(_macros(lang).ballot_row(line, kind, value, max_points=most))  # noqa: S704


@cache
def _macros(lang: str) -> Any:
    return environment(lang).get_template("shared/ballot.html").make_module({"lang": lang})
