"""What a round's amount is, and how funders share it. Pure, whole cents."""

from fractions import Fraction
from functools import cache

from budget_app.budgets.config import AmountRule, Funder


def amount_cents(rule: AmountRule, inhabitants: int | None, households: int | None) -> int:
    """The amount in cents; ValueError when a figure that the rule needs is not known."""
    if rule.kind == "fixed":
        return rule.base_cents
    units = inhabitants if rule.kind == "per_inhabitant" else households
    if units is None:
        raise ValueError(f"{rule.kind} needs a figure that the area does not have")
    return rule.base_cents + units * rule.per_unit_cents


def split(amount: int, funders: tuple[Funder, ...]) -> list[int]:
    """Cents per funder by share, summing exactly to `amount`.

    Rounds down and hands the cents that are left to the largest remainders, earlier funder first.
    """
    exact = [amount * funder.share for funder in funders]
    parts = [value // 100 for value in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-(exact[i] % 100), i))
    for index in by_remainder[: amount - sum(parts)]:
        parts[index] += 1
    return parts


def borne(total: int, funders: tuple[Funder, ...]) -> list[int]:
    """Cents that each funder bears of `total` cents paid until now, summing exactly to `total`.

    Nobody is ever a whole cent off their share, and a higher total lowers nobody's part, so that
    the part of one more payment is what the totals before and after it differ by.
    """
    shares = tuple(funder.share for funder in funders)
    hundreds, rest = divmod(total, 100)
    turns = _turns(shares)[:rest]
    return [share * hundreds + turns.count(place) for place, share in enumerate(shares)]


def parts_of(before: int, cents: int, funders: tuple[Funder, ...]) -> list[int]:
    """Who bears what of a payment of `cents` after `before` cents; negative when it came back."""
    old, new = borne(before, funders), borne(before + cents, funders)
    return [after - until for after, until in zip(new, old, strict=True)]


@cache
def _turns(shares: tuple[int, ...]) -> tuple[int, ...]:
    """Whose turn each of a hundred cents is: the quota method of Balinski and Young (1975).

    Of those whose part stays below their share rounded up, the one who is owed most gives the cent.
    """
    given = [0] * len(shares)
    turns = []
    for cents in range(1, 101):
        able = [place for place, share in enumerate(shares) if given[place] * 100 < share * cents]
        turn = max(able, key=lambda place: (Fraction(shares[place], given[place] + 1), -place))
        given[turn] += 1
        turns.append(turn)
    return tuple(turns)
