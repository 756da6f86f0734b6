"""What a ballot may hold. Pure: costs come from the stored ballot paper, never from the voter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from budget_app.budgets.config import BallotRule
from budget_app.errors import Refusal
from budget_app.i18n import _l


class BadBallot(Refusal):
    """A ballot that breaks a rule; the voter's choices stay on the page."""

    status = 400
    sentence = _l("Uw stem klopt niet. Kijk uw keuzes nog eens na.")


class UnknownOption(BadBallot):
    sentence = _l("U koos een idee dat niet op de stemlijst staat. Kies opnieuw van de lijst.")


class TooManyChoices(BadBallot):
    sentence = _l("U koos {chosen} ideeën. U mag er ten hoogste {allowed} kiezen.")


class OverBudget(BadBallot):
    sentence = _l("Uw keuzes kosten samen {cost}. Er is {budget}. Haal iets weg.")


class TooManyPoints(BadBallot):
    sentence = _l("U gaf {given} punten. U mag er ten hoogste {allowed} verdelen.")


class BadPoints(BadBallot):
    sentence = _l("“{typed}” kan hier niet. Vul bij elk idee een heel getal in, of laat het leeg.")


class SameRank(BadBallot):
    sentence = _l(
        "U gaf twee ideeën dezelfde plaats: plaats {place}. Geef elk idee een eigen plaats."
    )


@dataclass(frozen=True)
class Option:
    """A line of the ballot paper. `cost_cents` is as it stood when the vote opened."""

    number: int
    cost_cents: int
    area: str = ""


def check(
    rule: BallotRule, options: Mapping[int, Option], choices: Mapping[int, int], budget_cents: int
) -> dict[int, int]:
    """The ballot to store: {number: 1, points or rank}, empty for blank. Raises a BadBallot."""
    if any(number not in options for number in choices):
        raise UnknownOption
    limit = 1 if rule.type == "choose-1" else rule.max_choices
    if limit is not None and len(choices) > limit:
        raise TooManyChoices(chosen=len(choices), allowed=limit)
    if rule.type == "knapsack":
        _fits(options, choices, budget_cents)
    if rule.type == "points":
        return _points(rule, choices)
    if rule.type == "ranking":
        return _ranks(choices)
    return dict.fromkeys(sorted(choices), 1)


def in_area(options: Mapping[int, Option], area: str) -> dict[int, Option]:
    """The lines that belong to this part of the area."""
    return {number: option for number, option in options.items() if option.area == area}


def total_cents(options: Mapping[int, Option], numbers: Sequence[int]) -> int:
    """What these choices cost together, from the stored costs."""
    return sum(options[number].cost_cents for number in numbers if number in options)


def euros(cents: int) -> str:
    """Whole cents as a short amount for a sentence."""
    whole = f"{cents // 100:,}".replace(",", ".")
    return f"€ {whole}" if cents % 100 == 0 else f"€ {whole},{cents % 100:02d}"


def _fits(options: Mapping[int, Option], choices: Mapping[int, int], budget_cents: int) -> None:
    cost = total_cents(options, list(choices))
    if cost > budget_cents:
        raise OverBudget(cost=euros(cost), budget=euros(budget_cents))


def _points(rule: BallotRule, choices: Mapping[int, int]) -> dict[int, int]:
    for points in choices.values():
        if points < 0:
            raise BadPoints(typed=points)
    given = {number: points for number, points in sorted(choices.items()) if points}
    if sum(given.values()) > (rule.points or 0):
        raise TooManyPoints(given=sum(given.values()), allowed=rule.points)
    return given


def _ranks(choices: Mapping[int, int]) -> dict[int, int]:
    given: set[int] = set()
    for rank in choices.values():
        if rank < 1:
            raise BadPoints(typed=rank)
        if rank in given:
            raise SameRank(place=rank)
        given.add(rank)
    # Gaps close: 1, 3, 7 means first, second, third.
    order = sorted(choices, key=lambda number: choices[number])
    return {number: place for place, number in enumerate(order, start=1)}
