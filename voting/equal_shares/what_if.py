"""Projects that were not bought: where their supporters' money went, and what would have sufficed.

At the moment before each purchase at `rate` (price per unit of utility), a project would have been
bought instead if its own rate had been lower. After the last purchase it would have been bought if
its supporters had had its cost. The easiest of these is what would have changed it, at this share:

- `cost_that_wins`: the highest cost, in whole minor units, with which it is bought;
- `votes_short`: how many more voters, with a whole share each and this project alone on their
  ballot, would have had it bought.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voting.equal_shares.problem import Floats, Problem

SLACK = 2.0**-20
"""Minor units that rounding may take away: a cost this near to a whole number is that number."""


@dataclass(frozen=True)
class Lost:
    """Facts about one project that was not bought; amounts in minor units."""

    spent_on: dict[int, float]
    left: float
    affordable_until: int
    """The last round before which its supporters still had its cost; 0 if never."""
    cost_that_wins: int
    votes_short: int


class Losers:
    """Follows the money behind all projects that were not bought, round by round."""

    def __init__(self, problem: Problem, projects: Sequence[int], share: float) -> None:
        self.problem, self.projects, self.share = problem, list(projects), share
        parts = [problem.supporters[c] for c in self.projects]
        sizes = [len(part.groups) for part in parts]
        self.starts = np.cumsum([0, *sizes[:-1]], dtype=np.intp)
        self.sizes = np.array(sizes, np.intp)
        empty = [np.zeros(0)]
        self.groups = np.concatenate([p.groups for p in parts] or empty).astype(np.intp)
        self.count = np.concatenate([p.count for p in parts] or empty)
        ones = (np.ones(size) for size in sizes)
        self.values = np.concatenate(
            [one if p.values is None else p.values for p, one in zip(parts, ones, strict=True)]
            or empty
        )
        self.costs = np.array([problem.costs[c] for c in self.projects], np.float64)
        self.scales = np.array([problem.scales[c] for c in self.projects], np.float64)
        self.pulls = np.array([p.total_pull for p in parts], np.float64)
        self.rounds = 0
        self.spent: dict[int, Floats] = {}
        self.affordable_until = np.zeros(len(parts), np.int64)
        self.wins_at = np.zeros(len(parts))
        self.votes_short = np.full(len(parts), math.inf)
        self.left = np.zeros(len(parts))

    def _sum(self, per_entry: Floats) -> Floats:
        if not len(per_entry):
            return np.zeros(len(self.projects))
        return np.add.reduceat(per_entry, self.starts)

    def _takings(self, left: Floats, price: Floats) -> Floats:
        """What each project takes in at its own price per unit of value."""
        return self._sum(self.count * np.minimum(left, np.repeat(price, self.sizes) * self.values))

    def before_purchase(self, left: Floats, rate: float) -> None:
        """Take down what would have been enough to be bought in this round."""
        self.rounds += 1
        mine = left[self.groups]
        money = self._sum(self.count * mine)
        self.affordable_until[money >= self.costs * (1 - 2.0**-44)] = self.rounds
        price = rate * self.scales
        short = self.costs - self._takings(mine, price)
        with np.errstate(divide="ignore"):
            votes = np.ceil(short / np.minimum(self.share, price) + 2.0**-30)
        self.votes_short = np.minimum(self.votes_short, np.maximum(votes, 1))
        self.wins_at = np.maximum(self.wins_at, self._winning_costs(mine, rate, money))

    def _winning_costs(self, mine: Floats, rate: float, money: Floats) -> Floats:
        """The highest cost at which each project's rate is still below `rate`."""
        if self.problem.utility != "cost":
            return self._takings(mine, np.full(len(self.projects), rate)) - SLACK
        hopeful = (self.pulls * rate > 1) & (money > self.wins_at)
        cost = np.where(hopeful, money, 0.0)
        for _ in range(64):
            if not hopeful.any():
                break
            takings = self._takings(mine, rate * cost)
            pull = rate * self._pull_above(mine, rate * cost)
            over = np.where(hopeful, cost - takings, 0.0)
            step = np.where(pull < 1, over / np.maximum(1 - pull, 2.0**-60), 0.0)
            cost = np.maximum(cost - step, 0.0)
            hopeful &= step > cost * 2.0**-40
        return cost - SLACK

    def _pull_above(self, mine: Floats, price: Floats) -> Floats:
        due = np.repeat(price, self.sizes) * self.values
        return self._sum(self.count * self.values * (mine > due))

    def after_purchase(self, bought: int, paid: Floats) -> None:
        """Book what the supporters of each project just paid for another one."""
        spending = np.zeros(len(self.problem.weights))
        spending[self.problem.supporters[bought].groups] = paid
        self.spent[bought] = self._sum(self.count * spending[self.groups])

    def at_end(self, left: Floats) -> None:
        """After the last purchase only money counts."""
        self.left = self._sum(self.count * left[self.groups])
        self.wins_at = np.maximum(self.wins_at, self.left + SLACK)
        if self.share > 0:
            votes = np.ceil((self.costs - self.left) / self.share - 2.0**-30)
            self.votes_short = np.minimum(self.votes_short, np.maximum(votes, 1))

    def facts(self, c: int) -> Lost:
        """All that was taken down about one project."""
        i = self.projects.index(c)
        votes = self.votes_short[i]
        return Lost(
            {x: float(amounts[i]) for x, amounts in self.spent.items() if amounts[i] > SLACK},
            float(self.left[i]),
            int(self.affordable_until[i]),
            math.floor(self.wins_at[i]),
            0 if math.isinf(votes) else int(votes),
        )
