"""Who paid what, whose money went where, how much was missing, and what would have changed it.

All of it comes from following the purchases of one run once more, with the prices already known.
Amounts for display are whole minor units: parts of a whole are rounded down, and what is then
missing goes one by one to the parts with the largest remainders (`rounded`), so that they add up.
`voting.equal_shares.payments` has the same exactly, as fractions.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from voting.equal_shares.alike import joined
from voting.equal_shares.problem import Floats, Problem, Supporters
from voting.equal_shares.run import Run
from voting.equal_shares.what_if import Losers
from voting.rounding import CENT, rounded


@dataclass(frozen=True)
class Purchase:
    """How one bought project was paid. `price` is the most that one unit of value pays."""

    round: int
    price: float
    in_full: int
    in_part: int
    without_money: int
    paid_in_part: float

    def effective_support(self, cost: int) -> float:
        """How many voters (or points) would pay for it if all paid what the fullest payers pay."""
        return cost / self.price if self.price else math.inf


@dataclass
class Account:
    """Money of one run, followed from share to end."""

    problem: Problem
    share: float
    purchases: dict[int, Purchase]
    losers: Losers
    left: Floats


def follow(problem: Problem, run: Run) -> Account:
    """Follow the purchases of a run once more and take down everything an explanation needs."""
    problem = joined(problem, run.order)
    share = float(run.share)
    purchases: dict[int, Purchase] = {}
    left = np.full(len(problem.weights), share)
    order = set(run.order)
    losers = Losers(problem, [c for c in problem.candidates if c not in order], share)
    history: list[Floats] = []
    for number, bought in enumerate(run.bought, 1):
        supporters = problem.supporters[bought.project]
        had = left[supporters.groups]
        paid = supporters.payments(had, bought.price)
        purchases[bought.project] = _purchase(supporters, number, bought.price, had, paid)
        left[supporters.groups] = had - paid
        losers.book(bought.project, paid)
        history.append(had)
    end = left.copy()
    losers.at_end(left)
    for number in range(len(history), 0, -1):
        bought = run.bought[number - 1]
        left[problem.supporters[bought.project].groups] = history.pop()
        losers.before_purchase(number, left, bought.price / problem.scales[bought.project])
    return Account(problem, share, purchases, losers, end)


def _purchase(
    supporters: Supporters, number: int, price: float, had: Floats, paid: Floats
) -> Purchase:
    full = had - paid > CENT
    part = ~full & (had > CENT)
    return Purchase(
        number,
        price,
        int(supporters.count[full].sum()),
        int(supporters.count[part].sum()),
        int(supporters.count[~full & ~part].sum()),
        float((paid * supporters.count)[part].sum()),
    )


def bought_facts(account: Account, c: int) -> dict[str, Any]:
    """What a result page says about a bought project. Amounts in minor units."""
    purchase = account.purchases[c]
    supporters = account.problem.supporters[c]
    cost = account.problem.costs[c]
    return {
        "status": "bought",
        "round": purchase.round,
        "cost": cost,
        "supporters": supporters.voters,
        "effective_support": round(purchase.effective_support(cost), 3),
        "paid_per_voter": round(purchase.price, 4),
        "paid_in_full_by": purchase.in_full,
        "paid_in_part_by": purchase.in_part,
        "paid_in_part": round(purchase.paid_in_part),
        "without_money": purchase.without_money,
    }


def lost_facts(account: Account, c: int, ids: Mapping[int, str]) -> dict[str, Any]:
    """What a result page says about a project that its supporters could not pay.

    `spent_on` and `left` add up to `supporters_money`; `missing` is what `left` falls short.
    """
    problem, losers = account.problem, account.losers
    supporters = problem.supporters[c]
    found = losers.facts(c)
    whole = round(supporters.voters * account.share)
    parts: dict[str | None, float] = {ids[x]: amount for x, amount in found.spent_on.items()}
    parts[None] = found.left
    shown = rounded(parts, whole)
    left = shown.pop(None)
    return {
        "status": "unaffordable",
        "cost": problem.costs[c],
        "supporters": supporters.voters,
        "supporters_money": whole,
        "spent_on": {key: amount for key, amount in shown.items() if amount},
        "left": left,
        "missing": problem.costs[c] - left,
        "affordable_until_round": found.affordable_until,
        "cost_cut": problem.costs[c] - found.cost_that_wins,
        "votes_short": found.votes_short,
    }
