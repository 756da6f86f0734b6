"""The rule at one share: buy what costs its supporters least per unit of utility, again and again.

Projects wait in a queue by a lower bound of their price, which stays one as money is spent, so that
most of them are not looked at in most rounds. Runs at other shares help twice (`bounds`, "Time"):

- one at a lower share, `before`: if every project bought here costs less there than any other does
  here, all shares between buy the same (`Run.proven`); and its prices are good first guesses;
- one at a higher share, `ahead`: as long as both have bought the same, a lower bound of a price
  there is one here.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from voting.equal_shares import bounds
from voting.equal_shares.prices import Offer, Prices
from voting.equal_shares.problem import Problem


@dataclass(slots=True)
class Bought:
    """One purchase. `ceiling` is a proven upper bound of the rate; `exact` if it was worked out.

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
    raised: list[list[tuple[int, float]]] = field(default_factory=list)
    """Lower bounds of rates found before each purchase, and after the last."""
    exact_checks: int = 0
    proven: bool = False
    """Whether this share, the one of the run before, and all between are proven to buy the same."""

    @property
    def order(self) -> list[int]:
        """Projects bought, in order."""
        return [b.project for b in self.bought]


class Purchases(Prices):
    """One run under way: who is waiting, and what runs at other shares say of it."""

    def __init__(
        self, problem: Problem, share: Fraction, before: Run | None, ahead: Run | None
    ) -> None:
        super().__init__(problem, share)
        self.run = Run(share)
        self.hints = list(before.bought) if before else []
        self.passed = 0
        """How many of the hints are bought or out: those never come back."""
        self.alike = before is not None
        """Whether all shares since `before` are proven to have bought the same so far."""
        self.ahead = ahead

    def expected(self) -> Bought | None:
        """What `before` bought next, as long as it bought the same."""
        place = len(self.run.bought)
        return self.hints[place] if self.alike and place < len(self.hints) else None

    def hint(self) -> Bought | None:
        """The first purchase of `before` that may still be made here."""
        while self.passed < len(self.hints):
            if self.hints[self.passed].project in self.floors:
                return self.hints[self.passed]
            self.passed += 1
        return None

    def look_ahead(self) -> None:
        """Take over the lower bounds found at a higher share, if it has bought the same so far."""
        made = self.run.bought
        if self.ahead is None:
            return
        if made:
            others = self.ahead.bought
            if len(others) < len(made) or others[len(made) - 1].project != made[-1].project:
                self.ahead = None
                return
        for c, floor in self.ahead.raised[len(made)]:
            if floor > self.floors.get(c, math.inf):
                self.raise_floor(c, floor)
                self._put_back({c})

    def cheapest(self) -> tuple[Offer, list[Offer]] | None:
        """The cheapest project per unit of utility, and all that tie with it; None if none can."""
        hint, expected = self.hint(), self.expected()
        best = self.offer(hint.project, hint.price) if hint else None
        tied: list[Offer] = []
        seen: set[int] = set() if best is None else {best.project}
        while (c := self._waiting_below(best, expected)) is not None:
            if c in seen:
                continue
            seen.add(c)
            if expected is not None and not self._proven_dearer(c, expected, best):
                self.alike, expected = False, None
            rival = self._rival(c, best)
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

    def _proven_dearer(self, c: int, expected: Bought, best: Offer | None) -> bool:
        """Whether c cannot go before `expected` at any share between; raises its floor."""
        limit = max(expected.ceiling, best.ceiling if best else 0.0)
        return self.too_dear(c, limit) or self._loses_tie(c, expected)

    def _rival(self, c: int, best: Offer | None) -> Offer | None:
        """The offer of c, unless it is proven to cost more than the best, or too much."""
        if c not in self.floors:
            return None
        if best is not None and (self.floors[c] > best.ceiling or self.too_dear(c, best.ceiling)):
            return None
        return self.offer(c)

    def _waiting_below(self, best: Offer | None, expected: Bought | None) -> int | None:
        """The next project in the queue that may be as cheap as these; it leaves the queue."""
        limit = math.inf
        if best is not None:
            limit = max(best.ceiling, expected.ceiling) if expected else best.ceiling
        while self.queue and self.queue[0][0] <= limit:
            floor, _, c = heapq.heappop(self.queue)
            if self.floors.get(c) == floor:
                return c
        return None

    def _loses_tie(self, c: int, expected: Bought) -> bool:
        """Whether c, even with all its supporters paying in full, at best ties and goes second."""
        if expected.exact is None:
            return False
        ranks = self.problem.ranks
        mine, other = self.problem.exact_floor(c), expected.exact
        return (mine, ranks[c]) > (other, ranks[expected.project])

    def _put_back(self, projects: set[int]) -> None:
        for c in projects:
            if c in self.floors:
                heapq.heappush(self.queue, (self.floors[c], self.problem.ranks[c], c))

    def buy(self, offer: Offer, group: list[Offer]) -> None:
        """Charge the supporters of what came out cheapest; `group` is all that tied, itself too."""
        c = offer.project
        exact = self.exact_ratio(c) if len(group) > 1 else None
        tied = tuple(other.project for other in group) if len(group) > 1 else ()
        self.left[self.problem.supporters[c].groups] = offer.left - offer.paid
        residual = abs(offer.takings - self.problem.costs[c])
        self.error += bounds.purchase_error(residual, len(offer.left), offer.takings, offer.money)
        del self.floors[c]
        expected = self.expected()
        self.alike = expected is not None and expected.project == c
        self.order.append(c)
        self.prices.append(offer.price)
        self.mark_broke(c, offer.price, offer.left, offer.paid)
        self.run.bought.append(Bought(c, offer.price, offer.ceiling, exact, tied))
        self._note_raised()

    def _note_raised(self) -> None:
        self.run.raised.append(self.raised)
        self.raised = []

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
            if c in self.floors and amount < problem.costs[c] - doubt:
                self.raise_floor(c, math.inf)

    def finish(self) -> Run:
        """The run, once nothing can be bought any more."""
        self._note_raised()
        self.run.exact_checks = self.exact_checks
        self.run.proven = self.alike and len(self.run.bought) == len(self.hints)
        return self.run


def run_at(
    problem: Problem, share: Fraction, before: Run | None = None, ahead: Run | None = None
) -> Run:
    """Buy at this share; `before` and `ahead` are runs at a lower and a higher one, if known."""
    state = Purchases(problem, share, before, ahead)
    searched = before is None
    while True:
        state.look_ahead()
        if not searched and state.hint() is None:
            state.drop_unaffordable()
            searched = True
        found = state.cheapest()
        if found is not None:
            state.buy(*found)
        elif state.hint() is None:
            return state.finish()
