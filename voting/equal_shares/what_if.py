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
from numpy.typing import NDArray

from voting.equal_shares.problem import Floats, Problem

SLACK = 2.0**-20
"""Minor units that rounding may take away: a cost this near to a whole number is that number."""

BELOW = 1 - 2.0**-36
"""Just below a rate."""


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
    """Follows the money behind all projects that were not bought.

    First every purchase is booked in order (`book`), then the end (`at_end`), then the moments
    before each purchase from the last to the first (`before_purchase`): later ones are most often
    the easiest, and what cannot beat the easiest so far is not looked at closely.
    """

    def __init__(self, problem: Problem, projects: Sequence[int], share: float) -> None:
        self.problem, self.projects, self.share = problem, list(projects), share
        parts = [problem.supporters[c] for c in self.projects]
        self.sizes = np.array([len(part.groups) for part in parts], np.intp)
        self.starts = np.cumsum([0, *self.sizes[:-1].tolist()], dtype=np.intp)
        self.groups = np.concatenate([np.zeros(0, np.intp), *(p.groups for p in parts)])
        self.count = np.concatenate([np.zeros(0), *(p.count for p in parts)])
        self.values = None
        if any(p.values is not None for p in parts):
            full = [np.ones(len(p.groups)) if p.values is None else p.values for p in parts]
            self.values = np.concatenate(full)
        self.costs = np.array([problem.costs[c] for c in self.projects], np.float64)
        self.scales = np.array([problem.scales[c] for c in self.projects], np.float64)
        self.pulls = np.array([p.total_pull for p in parts], np.float64)
        self.spent: dict[int, list[float]] = {}
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
        due = np.repeat(price, self.sizes)
        if self.values is not None:
            due *= self.values
        np.minimum(due, left, out=due)
        due *= self.count
        return self._sum(due)

    def book(self, bought: int, paid: Floats) -> None:
        """Book what the supporters of each project paid for another one."""
        spending = np.zeros(len(self.problem.weights))
        spending[self.problem.supporters[bought].groups] = paid
        self.spent[bought] = self._sum(self.count * spending[self.groups]).tolist()

    def at_end(self, left: Floats) -> None:
        """After the last purchase only money counts."""
        self.left = self._sum(self.count * left[self.groups])
        self.wins_at = self.left + SLACK
        if self.share > 0:
            votes = np.ceil((self.costs - self.left) / self.share - 2.0**-30)
            self.votes_short = np.maximum(votes, 1)

    def before_purchase(self, number: int, left: Floats, rate: float) -> None:
        """Take down what would have been enough to be bought in this round, at `rate`."""
        mine = left[self.groups]
        money = self._sum(self.count * mine)
        afforded = (self.affordable_until == 0) & (money >= self.costs * (1 - 2.0**-44))
        self.affordable_until[afforded] = number
        self._count_votes(mine, rate * self.scales, money)
        if self.problem.utility != "cost":
            wins_at = self._winning_costs_at_fixed_worth(mine, rate, money)
            self.wins_at = np.maximum(self.wins_at, wins_at)
            return
        better = (self.pulls * rate > 1) & (money > self.wins_at)
        if better.any():
            all_in = better & (self._richest(mine) <= rate * money * BELOW)
            self.wins_at[all_in] = money[all_in] + SLACK
            better &= ~all_in
        if better.any():
            better &= self._takings(mine, rate * self.wins_at) > self.wins_at
        for i in np.flatnonzero(better).tolist():
            self.wins_at[i] = max(self.wins_at[i], self._winning_cost(i, left, rate))

    def _count_votes(self, mine: Floats, price: Floats, money: Floats) -> None:
        """How many votes more would have beaten this round's purchase, where that is a record."""
        each = np.minimum(self.share, price)
        if not ((self.costs - money) / each < self.votes_short - 1 + 2.0**-30).any():
            return
        short = self.costs - self._takings(mine, price)
        all_in = self._asks_all(mine, price) & (self.share < price)
        votes = np.maximum(np.ceil(short / each + np.where(all_in, -(2.0**-30), 2.0**-30)), 1)
        self.votes_short = np.minimum(self.votes_short, votes)

    def _winning_cost(self, i: int, left: Floats, rate: float) -> float:
        """The cost at which takings at `rate` times the cost equal it: the larger root.

        Takings are concave, so Newton's steps from the supporters' money come down to it. At the
        root itself the rate is only equal, unless a lower rate already asks all their money.
        """
        supporters = self.problem.supporters[self.projects[i]]
        mine = left[supporters.groups]
        cost = money = float(mine.dot(supporters.count))
        for _ in range(64):
            takings = float(supporters.payments(mine, rate * cost).dot(supporters.count))
            pull = rate * supporters.pull_above(mine, rate * cost)
            step = (cost - takings) / (1 - pull)
            cost -= step
            if step <= cost * 2.0**-44:
                break
        asks_all = supporters.pull_above(mine, rate * cost * BELOW) == 0
        return money + SLACK if asks_all else cost - SLACK

    def _winning_costs_at_fixed_worth(self, mine: Floats, rate: float, money: Floats) -> Floats:
        """The same where a project's cost does not change its worth: its takings at `rate`."""
        takings = self._takings(mine, np.full(len(self.projects), rate))
        asks_all = self._asks_all(mine, np.full(len(self.projects), rate))
        return np.where(asks_all, money + SLACK, takings - SLACK)

    def _richest(self, mine: Floats) -> Floats:
        """The most that any supporter of each project has left."""
        return np.maximum.reduceat(mine, self.starts) if len(mine) else np.zeros(len(self.projects))

    def _asks_all(self, mine: Floats, price: Floats) -> NDArray[np.bool_]:
        """Whether even a little less than this price asks all that the supporters have."""
        due = np.repeat(price * BELOW, self.sizes)
        if self.values is not None:
            due *= self.values
        return self._sum((mine > due).astype(np.float64)) == 0

    def facts(self, c: int) -> Lost:
        """All that was taken down about one project."""
        i = self.projects.index(c)
        votes = self.votes_short[i]
        return Lost(
            {x: amounts[i] for x, amounts in self.spent.items() if amounts[i] > SLACK},
            float(self.left[i]),
            int(self.affordable_until[i]),
            math.floor(self.wins_at[i]),
            0 if math.isinf(votes) else int(votes),
        )
