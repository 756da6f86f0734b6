"""How a body is filled, and how it comes from scores to a verdict. Pure."""

import calendar
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from budget_app.budgets.config import BodyRule, Funder

# member -> criterion -> score (1 to 5)
Scores = Mapping[int, Mapping[str, int]]


@dataclass(frozen=True)
class Person:
    """What must be known of someone to see whether they stand too close to an idea."""

    id: int
    street: str = ""
    household_id: int | None = None


def bond(member: Person, makers: Iterable[Person], idea_street: str) -> str | None:
    """Why a member is too close to judge: "own" idea, "neighbour" of it or its makers, or None."""
    makers = tuple(makers)
    if any(member.id == maker.id for maker in makers):
        return "own"
    streets = {street for street in (idea_street, *(m.street for m in makers)) if street}
    homes = {maker.household_id for maker in makers} - {None}
    near = member.street in streets or member.household_id in homes
    return "neighbour" if near else None


@dataclass(frozen=True)
class Standing:
    """Where a dossier stands: who scored everything, whether that is enough, and what it says."""

    complete: frozenset[int]
    quorum: int
    averages: dict[str, Fraction]
    passes: bool
    lacking: tuple[str, ...] = ()  # funders who must agree to this amount and have not

    @property
    def enough(self) -> bool:
        return len(self.complete) >= self.quorum


def last_day(starts_on: date, months: int) -> date:
    """The last day of a term of so many months, as the calendar counts them."""
    years, month = divmod(starts_on.month - 1 + months, 12)
    year, month = starts_on.year + years, month + 1
    return date(year, month, min(starts_on.day, calendar.monthrange(year, month)[1]))


def places_for(rule: BodyRule, taken: Mapping[str, int]) -> dict[str, int]:
    """How many seats are free for each constituency, given how many each has now."""
    free = rule.seats - sum(taken.values())
    each = rule.seats_each if rule.seats_each is not None else rule.seats
    return {name: max(0, min(free, each - taken.get(name, 0))) for name in rule.constituencies}


def departs(advice: str, verdict: str) -> bool:
    """Whether a decision does otherwise than was advised; giving back to its makers does not."""
    if verdict == "repair":
        return False
    return (advice != "decline") != (verdict == "pass")


def quorum(rule: BodyRule, available: int) -> int:
    """How many must judge: never more than are free to, but always at least one."""
    return max(1, min(rule.quorum, available))


def lacking(
    rule: BodyRule, funders: Iterable[Funder], cost_cents: int, in_favour: Collection[str]
) -> tuple[str, ...]:
    """Funders with a seat here who must agree to this cost, and of whom nobody is in favour.

    `in_favour` holds the constituencies of the members who find every question answered well.
    """
    return tuple(
        funder.name
        for funder in funders
        if funder.consents_above_cents is not None
        and cost_cents > funder.consents_above_cents
        and funder.constituency in rule.constituencies
        and funder.constituency not in in_favour
    )


def finds_good(rule: BodyRule, given: Mapping[str, int]) -> bool:
    """Whether one member scored every question high enough."""
    return all(given.get(c.key, 0) >= c.minimum for c in rule.criteria)


def standing(
    rule: BodyRule, scores: Scores, available: int, lacking: tuple[str, ...] = ()
) -> Standing:
    """Judge the scores by the body's rule, with so many members who are free to judge.

    Nothing passes while the consent of a funder is `lacking`.
    """
    keys = [criterion.key for criterion in rule.criteria]
    complete = frozenset(
        member for member, given in scores.items() if all(key in given for key in keys)
    )
    counted = [scores[member] for member in complete]
    averages = {
        key: Fraction(sum(given[key] for given in counted), len(counted))
        if counted
        else Fraction(0)
        for key in keys
    }
    return Standing(
        complete,
        quorum(rule, available),
        averages,
        bool(counted) and not lacking and _passes(rule, counted, averages),
        lacking,
    )


def _passes(
    rule: BodyRule, counted: list[Mapping[str, int]], averages: Mapping[str, Fraction]
) -> bool:
    if rule.decides_by == "average":
        return all(averages[c.key] >= Fraction(c.minimum) for c in rule.criteria)
    in_favour = sum(finds_good(rule, given) for given in counted)
    share = Fraction(in_favour, len(counted))
    return {
        "majority": share > Fraction(1, 2),
        "two_thirds": share >= Fraction(2, 3),
        "consensus": share == 1,
    }[rule.decides_by]
