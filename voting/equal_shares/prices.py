"""Prices within proven bounds: what a project costs its supporters now, and which is cheaper.

Prices are floats (`bounds`); what they cannot decide goes to whole numbers (`exact`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from voting.equal_shares import bounds
from voting.equal_shares.exact import Ledger
from voting.equal_shares.problem import Floats, Problem, Supporters

NEAR = 2.0**-36
"""Prices closer than this, relatively, are not told apart by floats even where they could be."""
PRECISE = 2.0**-45
"""Newton's steps end when takings are this near to the cost, relatively, or no longer improve."""


@dataclass(slots=True)
class Offer:
    """A project that can be bought now, at a price close to the true one."""

    project: int
    price: float
    rank: float
    ceiling: float
    left: Floats
    paid: Floats
    takings: float
    money: float


class Prices:
    """The state of one run: what voters have left, within a proven error.

    `floors` has a lower bound of the rate (price per unit of utility) of every project that may
    still be bought. It stays one while money is spent.
    """

    def __init__(self, problem: Problem, share: Fraction) -> None:
        self.problem = problem
        self.share = share
        self.each = float(share)
        self.left = np.full(len(problem.weights), self.each)
        self.error = bounds.start_error(self.each * problem.voters)
        self.queue = problem.queue_at(self.each * bounds.SAFE)
        self.floors = {c: floor for floor, _, c in self.queue}
        self.order: list[int] = []
        self.prices: list[float] = []
        self.raised: list[tuple[int, float]] = []
        """Floors raised since the last purchase; infinite for what cannot be bought any more."""
        self.exact_checks = 0
        self.broke: NDArray[np.bool_] | None = None
        """Groups proven to have nothing left; followed from the first doubt on."""
        self._ledger: Ledger | None = None

    def raise_floor(self, c: int, floor: float) -> None:
        """Note a higher lower bound of what c costs; at infinity it is out."""
        self.raised.append((c, floor))
        if math.isinf(floor):
            del self.floors[c]
        else:
            self.floors[c] = floor

    def offer(self, c: int, start: float = 0.0) -> Offer | None:
        """Price of c now, found from `start`; None, and c is out, if its supporters lack money."""
        supporters, cost = self.problem.supporters[c], self.problem.costs[c]
        left = self.left[supporters.groups]
        money = float(left.dot(supporters.count))
        doubt = self.error + bounds.sum_error(len(left), money)
        if money < cost - doubt or (money <= cost + doubt and not self._affords_exactly(c)):
            self.raise_floor(c, math.inf)
            return None
        lowest = self.floors[c] * self.problem.scales[c]
        price, paid, takings = newton(supporters, left, cost, max(start, lowest), lowest)
        residual = abs(takings - cost)
        doubt += residual + bounds.sum_error(len(left), takings)
        top = self.each * bounds.UP / supporters.least_value
        ceiling = bounds.price_ceiling(price, doubt, top, money - cost)
        scale = self.problem.scales[c]
        return Offer(
            c, price, price / scale, ceiling / scale * bounds.UP, left, paid, takings, money
        )

    def too_dear(self, c: int, limit: float) -> bool:
        """Whether c is proven to cost more than `limit` per unit of utility; raises its floor."""
        if math.isinf(limit):
            return False
        supporters, cost = self.problem.supporters[c], self.problem.costs[c]
        price = limit * self.problem.scales[c] * bounds.UP
        left = self.left[supporters.groups]
        takings = float(supporters.payments(left, price).dot(supporters.count))
        short = cost - takings - self.error - bounds.sum_error(len(left), max(takings, cost))
        if short <= 0:
            return False
        pull = supporters.pull_above(left, price)
        if pull == 0:
            self.raise_floor(c, math.inf)
        else:
            floor = bounds.price_floor(price, short, pull) / self.problem.scales[c] * bounds.DOWN
            self.raise_floor(c, max(floor, limit))
        return True

    def exact_ratio(self, c: int) -> Fraction:
        """Price of c per unit of utility, exactly; c can be paid."""
        self.exact_checks += 1
        ratio = self._plain_ratio(c) or self._exact_ledger().ratio(c)
        if ratio is None:
            raise AssertionError("a project that was proven affordable is not")
        return ratio

    def _plain_ratio(self, c: int) -> Fraction | None:
        """The exact ratio where each supporter is proven to pay in full or to have nothing.

        That is how most ties look: equal costs per voter who still has money.
        """
        if self.broke is None:
            self.broke = np.zeros(len(self.left), bool)
            self._follow_broke()
        supporters, cost = self.problem.supporters[c], self.problem.costs[c]
        paying = ~self.broke[supporters.groups]
        pull = int(supporters.pull[paying].sum())
        if pull == 0:
            return None
        due = np.full(int(paying.sum()), cost / pull * bounds.UP)
        if supporters.values is not None:
            due *= supporters.values[paying]
        spare = self.left[supporters.groups[paying]] - due
        if not np.all(spare > self.error + due * 2.0**-48):
            return None
        return Fraction(cost, pull * self.problem.scales[c])

    def _follow_broke(self) -> None:
        """Go through the purchases so far and mark who was proven to pay all that was left."""
        left = np.full(len(self.left), self.each)
        for c, price in zip(self.order, self.prices, strict=True):
            groups = self.problem.supporters[c].groups
            had = left[groups]
            paid = self.problem.supporters[c].payments(had, price)
            self.mark_broke(c, price, had, paid)
            left[groups] = had - paid

    def mark_broke(self, c: int, price: float, had: Floats, paid: Floats) -> None:
        """Mark the supporters of c who are proven to have paid all; they had less than its price.

        The true price is at most twice the doubt over the pull below: takings are concave.
        """
        if self.broke is None:
            return
        supporters, cost = self.problem.supporters[c], self.problem.costs[c]
        takings = float(paid.dot(supporters.count))
        doubt = self.error + abs(takings - cost) + 2 * bounds.sum_error(len(had), cost)
        pull = supporters.pull_above(had, price)
        if pull == 0:
            return
        lowest = (price - 2 * doubt / pull) * bounds.DOWN
        due = lowest if supporters.values is None else lowest * supporters.values
        self.broke[supporters.groups[had < (due - self.error) * bounds.DOWN]] = True

    def _affords_exactly(self, c: int) -> bool:
        self.exact_checks += 1
        return self._exact_ledger().money(c) >= self.problem.costs[c]

    def _exact_ledger(self) -> Ledger:
        if self._ledger is None:
            self._ledger = Ledger(self.problem, self.share)
        self._ledger.follow(self.order)
        return self._ledger

    def compare(self, a: Offer, b: Offer) -> int:
        """-1 if a is cheaper per unit of utility, 1 if b is, 0 if they are exactly equal."""
        low, high = (a, b) if a.rank <= b.rank else (b, a)
        if high.rank - low.rank > NEAR * high.rank and self._proven(low, high):
            return -1 if low is a else 1
        first, second = self.exact_ratio(a.project), self.exact_ratio(b.project)
        return (first > second) - (first < second)

    def _proven(self, low: Offer, high: Offer) -> bool:
        """Whether floats prove `low` cheaper: a price between that is enough for one only."""
        middle = (low.rank + high.rank) / 2
        enough = middle * self.problem.scales[low.project] * bounds.DOWN
        little = middle * self.problem.scales[high.project] * bounds.UP
        for offer, price, sign in ((low, enough, 1), (high, little, -1)):
            supporters = self.problem.supporters[offer.project]
            takings = float(supporters.payments(offer.left, price).dot(supporters.count))
            cost = self.problem.costs[offer.project]
            doubt = self.error + bounds.sum_error(len(offer.left), max(takings, cost))
            if (takings - cost) * sign <= doubt:
                return False
        return True


def newton(
    supporters: Supporters, left: Floats, cost: float, start: float, lowest: float
) -> tuple[float, Floats, float]:
    """Root of the takings: price, payments and takings at it.

    Takings are concave in the price: from the left the steps never overshoot, from the right the
    first one lands on the left.
    """
    price, nearest = start, math.inf
    while True:
        paid = supporters.payments(left, price)
        takings = float(paid.dot(supporters.count))
        gap = cost - takings
        if abs(gap) <= PRECISE * cost:
            return price, paid, takings
        pull = supporters.pull_above(left, price)
        step = max(price + gap / pull, lowest) if pull else lowest
        if step == price or (gap > 0 and (pull == 0 or gap >= nearest)):
            return price, paid, takings
        nearest = gap if gap > 0 else nearest
        price = step
