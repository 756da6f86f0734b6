"""From ranked priorities to sums: shares by a stated rule, whole cents, nothing lost. Pure.

The rule, ours: a part of the area gets a share by its need and its number of inhabitants; inside it
the first priorities share by their place. Cents that do not divide go one by one to the largest
remainders, the first on the list where these are equal (the method of largest remainders).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from budget_app.budgets.config import AllotRule

LOWEST_GRADE = 1  # the need of a part that the rule does not name


@dataclass(frozen=True)
class Figures:
    """What is known of a part of the area."""

    code: str
    population: int
    grade: int


@dataclass(frozen=True)
class Theme:
    """A theme with what its own part of the area gave it: votes or points."""

    id: int
    area: str
    score: float


@dataclass(frozen=True)
class Share:
    """What a part of the area gets, in cents, and the share it rests on."""

    figures: Figures
    weight: Fraction
    cents: int


@dataclass(frozen=True)
class Given:
    """What a theme gets, in cents; place 1 is the first priority of its part."""

    theme: Theme
    place: int
    cents: int


def divide(amount: int, weights: Sequence[Fraction | int]) -> list[int]:
    """Whole cents by weight that sum exactly to `amount`. ValueError when no weight is above 0."""
    total = sum(weights)
    if total <= 0:
        raise ValueError("nothing to divide by")
    exact = [Fraction(amount) * weight / total for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: amount - sum(parts)]:
        parts[at] += 1
    return parts


def weights(rule: AllotRule, figures: Sequence[Figures]) -> list[Fraction]:
    """The share of each part, together 1: its part of all need and of all inhabitants, weighed."""
    grades = sum(part.grade for part in figures)
    people = sum(part.population for part in figures)
    sides = [
        (rule.need, [Fraction(part.grade, grades) for part in figures]),
        (rule.population, [Fraction(part.population, people or 1) for part in figures]),
    ]
    whole = rule.need + rule.population
    return [
        sum((weight * shares[at] for weight, shares in sides), Fraction(0)) / whole
        for at in range(len(figures))
    ]


def first_of_each(rule: AllotRule, themes: Sequence[Theme]) -> dict[str, list[Theme]]:
    """The priorities of each part that share in its money, the highest first.

    A theme that nobody chose is none; of two with one score the first on the list goes first.
    """
    found: dict[str, list[Theme]] = {}
    for theme in sorted(themes, key=lambda theme: -theme.score):
        chosen = found.setdefault(theme.area, [])
        if theme.score > 0 and len(chosen) < len(rule.places):
            chosen.append(theme)
    return {area: chosen for area, chosen in found.items() if chosen}


def allot(
    rule: AllotRule, amount: int, figures: Mapping[str, Figures], themes: Sequence[Theme]
) -> tuple[list[Share], list[Given]]:
    """Sums per part and per theme, in cents; both sum exactly to `amount`.

    Only parts with a priority take part. Nothing is divided where there is none.
    """
    chosen = first_of_each(rule, themes)
    parts = [figures[area] for area in figures if area in chosen]
    if not parts:
        return [], []
    shares = weights(rule, parts)
    sums = divide(amount, shares)
    areas = [Share(*row) for row in zip(parts, shares, sums, strict=True)]
    given = [one for area in areas for one in _inside(rule, area, chosen[area.figures.code])]
    return areas, given


def _inside(rule: AllotRule, area: Share, themes: Sequence[Theme]) -> list[Given]:
    sums = divide(area.cents, rule.places[: len(themes)])
    return [
        Given(theme, place, cents)
        for place, (theme, cents) in enumerate(zip(themes, sums, strict=True), start=1)
    ]
