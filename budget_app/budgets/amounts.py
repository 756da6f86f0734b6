"""What a round's amount is, and how funders share it. Pure, whole cents."""

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
