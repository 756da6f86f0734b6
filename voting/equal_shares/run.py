"""The rule at one share: buy what costs its supporters least per unit of utility, again and again.

Prices are floats with proven bounds (`bounds`); what they cannot decide goes to `exact`. Projects
wait in a queue by a lower bound of their price, which stays one as money is spent, so that most of
them are not looked at in most rounds.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from voting.equal_shares import bounds
from voting.equal_shares.exact import Ledger
from voting.equal_shares.problem import Floats, Problem, Supporters

NEAR = 2.0**-36
"""Prices closer than this, relatively, are not told apart by floats even where they could be."""
PRECISE = 2.0**-45
"""Newton's steps end when takings are this near to the cost, relatively, or no longer improve."""


@dataclass(frozen=True)
class Bought:
    """One purchase. `ceiling` is a proven upper bound of `price / scale`; `exact` if it is known.

    `price` is in minor units per unit of value: with approvals, the most that one voter pays.
    """

    project: int
    price: float
    ceiling: float
    exact: Fraction | None
    tied: tuple[int, ...] = ()


@dataclass
class Run:
    """What the rule buys at one share, in order."""

    share: Fraction
    bought: list[Bought] = field(default_factory=list)
    exact_checks: int = 0

    @property
    def order(self) -> list[int]:
        return [b.project for b in self.bought]


@dataclass
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


class Purchases:
    """The state of one run: what voters have left, within a proven error, and who is waiting."""

    def __init__(self, problem: Problem, share: Fraction) -> None:
        self.problem = problem
        self.share = share
        self.each = float(share)
        self.left = np.full(len(problem.weights), self.each)
        self.error = bounds.start_error(self.each * problem.voters)
        self.run = Run(share)
        self.queue = problem.queue_at(self.each * bounds.SAFE)
        self.floors = {c: floor for floor, _, c in self.queue}
        self.ledger: Ledger | None = None

    # Prices

    def offer(self, c: int, start: float = 0.0) -> Offer | None:
        """Price of c now, found from `start`; None, and c is out, if its supporters lack money."""
        supporters, cost = self.problem.supporters[c], self.problem.costs[c]
        left = self.left[supporters.groups]
        money = float(left @ supporters.count)
        doubt = self.error + bounds.sum_error(len(left), money)
        if money < cost - doubt or (money <= cost + doubt and not self._affords_exactly(c)):
            del self.floors[c]
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
        takings = float(supporters.payments(left, price) @ supporters.count)
        short = cost - takings - self.error - bounds.sum_error(len(left), max(takings, cost))
        if short <= 0:
            return False
        pull = supporters.pull_above(left, price)
        if pull == 0:
            del self.floors[c]
        else:
            floor = bounds.price_floor(price, short, pull) / self.problem.scales[c] * bounds.DOWN
            self.floors[c] = max(floor, limit)
        return True

    # Exactness

    def exact_ratio(self, c: int) -> Fraction:
        """Price of c per unit of utility, exactly; c can be paid."""
        self.run.exact_checks += 1
        if self._all_pay_in_full(c):
            return self.problem.exact_floor(c)
        ratio = self._exact_ledger().ratio(c)
        if ratio is None:
            raise AssertionError("a project that was proven affordable is not")
        return ratio

    def _all_pay_in_full(self, c: int) -> bool:
        """Whether every supporter is proven to have the price that full sharing asks."""
        supporters = self.problem.supporters[c]
        price = self.problem.costs[c] / supporters.total_pull * bounds.UP
        left = self.left[supporters.groups]
        due = price if supporters.values is None else price * supporters.values
        return bool(np.all(left - due > self.error + due * 2.0**-48))

    def _affords_exactly(self, c: int) -> bool:
        self.run.exact_checks += 1
        return self._exact_ledger().money(c) >= self.problem.costs[c]

    def _exact_ledger(self) -> Ledger:
        if self.ledger is None:
            self.ledger = Ledger(self.problem, self.share)
        self.ledger.follow(self.run.order)
        return self.ledger

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
            takings = float(supporters.payments(offer.left, price) @ supporters.count)
            cost = self.problem.costs[offer.project]
            doubt = self.error + bounds.sum_error(len(offer.left), max(takings, cost))
            if (takings - cost) * sign <= doubt:
                return False
        return True

    # Rounds

    def cheapest(self, hint: int | None, start: float) -> tuple[Offer, list[Offer]] | None:
        """The cheapest project per unit of utility, and those that tie with it; None at the end."""
        best = self.offer(hint, start) if hint is not None and hint in self.floors else None
        tied: list[Offer] = []
        seen: set[int] = set() if best is None else {best.project}
        while (c := self._waiting_below(best.ceiling if best else math.inf)) is not None:
            if c in seen:
                continue
            seen.add(c)
            if best is not None and self.too_dear(c, best.ceiling):
                continue
            rival = self.offer(c)
            if rival is None:
                continue
            verdict = 1 if best is None else self.compare(best, rival)
            if verdict > 0:
                best, tied = rival, []
            elif verdict == 0:
                tied.append(rival)
        if best is None:
            return None
        group = sorted([best, *tied], key=lambda offer: self.problem.ranks[offer.project])
        self._put_back(seen - {group[0].project})
        return group[0], group

    def confirm(self, expected: Bought) -> bool:
        """Buy `expected`, as a run at a lower share did, if that is proven for all shares between.

        With a higher share and the same purchases before, every price is the same or lower. So it
        suffices that here every other project costs more than the expected one cost there.
        """
        offer = self.offer(expected.project, expected.price)
        if offer is None:
            return False
        seen: set[int] = set()
        while (c := self._waiting_below(expected.ceiling)) is not None:
            if c == expected.project or c in seen:
                continue
            seen.add(c)
            if not self.too_dear(c, expected.ceiling) and not self._loses_tie(c, expected):
                return False
        self._put_back(seen)
        exact = expected.exact
        if exact is not None and exact != self.problem.exact_floor(expected.project):
            exact = None
        self._charge(offer, exact, ())
        return True

    def _loses_tie(self, c: int, expected: Bought) -> bool:
        """Whether c, with all its supporters paying in full, at best ties and then goes second."""
        if expected.exact is None or not self._all_pay_in_full(c):
            return False
        ranks = self.problem.ranks
        mine, other = self.problem.exact_floor(c), expected.exact
        return (mine, ranks[c]) > (other, ranks[expected.project])

    def _waiting_below(self, limit: float) -> int | None:
        """The next project in the queue that may cost no more than this; it leaves the queue."""
        while self.queue and self.queue[0][0] <= limit:
            floor, _, c = heapq.heappop(self.queue)
            if self.floors.get(c) == floor:
                return c
        return None

    def _put_back(self, projects: set[int]) -> None:
        for c in projects:
            if c in self.floors:
                heapq.heappush(self.queue, (self.floors[c], self.problem.ranks[c], c))

    def buy(self, offer: Offer, group: Sequence[Offer]) -> None:
        """Buy what came out as cheapest; `group` is itself and all that tied with it."""
        if len(group) == 1:
            return self._charge(offer, None, ())
        exact = self.exact_ratio(offer.project)
        return self._charge(offer, exact, tuple(other.project for other in group))

    def _charge(self, offer: Offer, exact: Fraction | None, tied: tuple[int, ...]) -> None:
        c = offer.project
        self.left[self.problem.supporters[c].groups] = offer.left - offer.paid
        residual = abs(offer.takings - self.problem.costs[c])
        self.error += bounds.purchase_error(residual, len(offer.left), offer.takings, offer.money)
        del self.floors[c]
        self.run.bought.append(Bought(c, offer.price, offer.ceiling, exact, tied))

    def drop_unaffordable(self) -> None:
        """Look at all waiting projects at once; those proven to lack money are out."""
        if not self.floors:
            return
        problem = self.problem
        held = (self.left * problem.weights)[problem.entry_groups]
        money = np.add.reduceat(held, problem.entry_starts).tolist()
        for c, amount in zip(problem.candidates, money, strict=True):
            terms = len(problem.supporters[c].groups) + 1
            doubt = self.error + bounds.sum_error(terms, amount)
            if amount < problem.costs[c] - doubt:
                self.floors.pop(c, None)


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
        takings = float(paid @ supporters.count)
        gap = cost - takings
        if abs(gap) <= PRECISE * cost:
            return price, paid, takings
        pull = supporters.pull_above(left, price)
        step = max(price + gap / pull, lowest) if pull else lowest
        if step == price or (gap > 0 and (pull == 0 or gap >= nearest)):
            return price, paid, takings
        nearest = gap if gap > 0 else nearest
        price = step


def run_at(problem: Problem, share: Fraction, before: Run | None = None) -> Run:
    """Buy at this share. `before`, a run at a share nearby, only makes it quicker."""
    state = Purchases(problem, share)
    hints = [b for b in before.bought] if before else []
    place = 0
    while True:
        while place < len(hints) and hints[place].project not in state.floors:
            place += 1
        if before and place == len(hints):
            state.drop_unaffordable()
            before = None
        hint = hints[place] if place < len(hints) else None
        found = state.cheapest(hint.project, hint.price) if hint else state.cheapest(None, 0.0)
        if found is None:
            if place >= len(hints):
                return state.run
            continue
        state.buy(*found)


def leap_to(problem: Problem, share: Fraction, before: Run) -> Run | None:
    """The run at this share, if it is proven that all shares from `before` on buy the same.

    None says only that this is not proven: something may change on the way.
    """
    state = Purchases(problem, share)
    if not all(
        expected.project in state.floors and state.confirm(expected) for expected in before.bought
    ):
        return None
    state.drop_unaffordable()
    return None if state.floors else state.run
