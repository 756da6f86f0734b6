"""Equal Shares as its definition reads: voter by voter, in fractions, without shortcuts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

Ballots = Sequence[Mapping[int, int]]
"""One mapping per voter: project to points (1 for an approval)."""


def price(
    left: Sequence[Fraction], ballots: Ballots, c: int, cost: int, counts: Sequence[int]
) -> Fraction | None:
    """Smallest x with sum of min(left, x * value) = cost, trying every set of who pays all."""
    backers = [i for i, ballot in enumerate(ballots) if c in ballot]
    if sum((left[i] * counts[i] for i in backers), Fraction(0)) < cost:
        return None
    order = sorted(backers, key=lambda i: left[i] / ballots[i][c])
    for poor in range(len(order)):
        paid = sum((left[i] * counts[i] for i in order[:poor]), Fraction(0))
        x = (cost - paid) / sum(ballots[i][c] * counts[i] for i in order[poor:])
        if all(left[i] <= x * ballots[i][c] for i in order[:poor]) and all(
            left[i] >= x * ballots[i][c] for i in order[poor:]
        ):
            return x
    raise AssertionError("no price found")


def at_share(
    costs: Sequence[int],
    ballots: Ballots,
    share: Fraction,
    utility: str,
    ranks: Sequence[int],
    counts: Sequence[int] | None = None,
) -> list[tuple[int, Fraction, dict[int, Fraction]]]:
    """Purchases at one share: project, price per unit of value, and what each voter paid.

    `counts` says how many voters each ballot stands for: one if not given.
    """
    counts = counts or [1] * len(ballots)
    values = ballots if utility == "scores" else [dict.fromkeys(b, 1) for b in ballots]
    left = [share] * len(ballots)
    bought: list[tuple[int, Fraction, dict[int, Fraction]]] = []
    while True:
        offers = []
        for c, cost in enumerate(costs):
            if c in [b[0] for b in bought] or not any(c in ballot for ballot in values):
                continue
            x = price(left, values, c, cost, counts)
            if x is not None:
                scale = cost if utility == "cost" else 1
                offers.append((x / scale, ranks[c], c, x))
        if not offers:
            return bought
        _, _, c, x = min(offers)
        paid = {i: min(left[i], x * v[c]) for i, v in enumerate(values) if c in v}
        for i, amount in paid.items():
            left[i] -= amount
        bought.append((c, x, paid))


def walk(
    budget: int,
    costs: Sequence[int],
    ballots: Ballots,
    utility: str,
    ranks: Sequence[int],
    start: Fraction,
    increment: int,
    stop: str,
) -> tuple[int, list[int]]:
    """Raise the share one increment at a time; the number of increments and the order bought."""
    backed = {c for ballot in ballots for c in ballot}
    k = 0
    order = [c for c, _, _ in at_share(costs, ballots, start, utility, ranks)]
    while True:
        left = budget - sum(costs[c] for c in order)
        if set(order) == backed:
            return k, order
        if stop == "exhaustive" and all(costs[c] > left for c in backed - set(order)):
            return k, order
        share = start + (k + 1) * increment
        following = [c for c, _, _ in at_share(costs, ballots, share, utility, ranks)]
        if sum(costs[c] for c in following) > budget:
            return k, order
        k, order = k + 1, following
