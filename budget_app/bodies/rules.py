"""How a body is filled, and how it comes from scores to a verdict. Pure."""

import calendar
import re
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
    homes = {maker.household_id for maker in makers} - {None}
    near = member.household_id in homes or any(
        lies_in(member.street, place) for place in (idea_street, *(m.street for m in makers))
    )
    return "neighbour" if near else None


def lies_in(street: str, place: str) -> bool:
    """Whether a place, as residents write it, names this street: "hoek Brugweg 12, links"."""
    name = _street_words(street)
    return bool(name) and f" {name} " in f" {_street_words(place)} "


def _street_words(text: str) -> str:
    """A street without capitals, marks and house numbers, with "str." written out."""
    words = re.findall(r"[^\W_]+", text.casefold())
    names = [word for word in words if not any(sign.isdigit() for sign in word)]
    return " ".join(re.sub(r"str$", "straat", name) for name in names)


@dataclass(frozen=True)
class Bench:
    """Who sits on a body on a day, and who of them steps aside for one idea, with why."""

    seats: Mapping[int, str]  # member -> constituency
    aside: Mapping[int, str]  # member -> "own" idea, "neighbour"'s, or "self": chose to

    @property
    def free(self) -> frozenset[int]:
        """The members who may judge."""
        return frozenset(self.seats) - frozenset(self.aside)


@dataclass(frozen=True)
class Standing:
    """Where a dossier stands: who scored everything, whether that is enough, and what it says."""

    complete: frozenset[int]
    quorum: int
    averages: dict[str, Fraction]
    passes: bool
    in_favour: int = 0  # how many found every question answered well
    free: int = 0  # how many may judge
    lacking: tuple[str, ...] = ()  # funders who must agree to this amount and have not
    awaited: tuple[str, ...] = ()  # those of them on whose word a verdict now waits

    @property
    def enough(self) -> bool:
        """Whether the body can come to a verdict."""
        return len(self.complete) >= self.quorum and not self.awaited

    @property
    def impossible(self) -> bool:
        """Whether too few members are left to judge this, whatever they do."""
        return self.free < self.quorum


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


def quorum(rule: BodyRule, aside: int) -> int:
    """How many must judge an idea for which so many members step aside.

    An empty seat does not lower it: it can be filled. Members who step aside do, as far as the
    body has no others; but nobody decides alone what the rules give to several.
    """
    return max(min(rule.quorum, 2), min(rule.quorum, rule.seats - aside))


def lacking(
    rule: BodyRule, funders: Iterable[Funder], cost_cents: int, in_favour: Collection[str]
) -> tuple[Funder, ...]:
    """Funders with a seat here who must agree to this cost, and of whom nobody is in favour.

    `in_favour` holds the constituencies of the members who find every question answered well.
    """
    return tuple(
        funder
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
    rule: BodyRule,
    scores: Scores,
    bench: Bench,
    funders: Iterable[Funder] = (),
    cost_cents: int = 0,
) -> Standing:
    """Judge the scores by the body's rule: those of who sits there now and may judge.

    Nothing passes that a funder must agree to and does not. Where the scores would let it pass,
    it waits for that funder's word: who has not answered has not refused.
    """
    keys = [criterion.key for criterion in rule.criteria]
    complete = frozenset(
        member
        for member, given in scores.items()
        if member in bench.free and all(key in given for key in keys)
    )
    counted = [scores[member] for member in complete]
    averages = {
        key: Fraction(sum(given[key] for given in counted), len(counted))
        if counted
        else Fraction(0)
        for key in keys
    }
    good = [member for member in complete if finds_good(rule, scores[member])]
    refusing = lacking(rule, funders, cost_cents, {bench.seats[member] for member in good})
    scored_well = bool(counted) and _passes(rule, counted, averages)
    return Standing(
        complete,
        quorum(rule, len(bench.aside)),
        averages,
        scored_well and not refusing,
        len(good),
        len(bench.free),
        tuple(funder.name for funder in refusing),
        tuple(f.name for f in refusing if scored_well and not _answered(f, bench, complete)),
    )


def _answered(funder: Funder, bench: Bench, complete: Collection[int]) -> bool:
    """Whether everyone who can speak for a funder here has judged, and there is someone."""
    theirs = {member for member in bench.free if bench.seats[member] == funder.constituency}
    return bool(theirs) and theirs <= frozenset(complete)


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
