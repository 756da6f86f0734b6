"""The rule at one share in whole numbers: slow, and never wrong.

Voters who approve the same of what was bought so far have the same money left, so they form one
class; amounts are integers in units of 1/`unit` of a minor unit, and the unit gets finer as prices
need it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np

from voting.equal_shares.problem import Positions, Problem


@dataclass(frozen=True)
class Purse:
    """Supporters of one project with the same money left and the same value."""

    klass: int
    value: int
    voters: int
    left: int


class Ledger:
    """What every voter has left after each purchase, exactly."""

    def __init__(self, problem: Problem, share: Fraction) -> None:
        self.problem = problem
        self.unit = share.denominator
        self.left: list[int] = [share.numerator]
        self.class_of: Positions = np.zeros(len(problem.weights), np.intp)
        self.bought = 0

    def price(self, c: int) -> Fraction | None:
        """Price of c per unit of value, in minor units; None if its supporters cannot pay it."""
        found = self._price(c, self.purses(c)[0])
        return None if found is None else found / self.unit

    def ratio(self, c: int) -> Fraction | None:
        """Price per unit of utility: the rule buys where it is lowest."""
        price = self.price(c)
        return None if price is None else price / self.problem.scales[c]

    def money(self, c: int) -> Fraction:
        """What the supporters of c have left together, in minor units."""
        purses = self.purses(c)[0]
        return Fraction(sum(p.voters * p.left for p in purses), self.unit)

    def follow(self, order: Iterable[int]) -> None:
        """Buy the projects of this order that are not bought yet."""
        for c in list(order)[self.bought :]:
            self.buy(c)

    def buy(self, c: int) -> list[tuple[Purse, Fraction]]:
        """Charge the supporters of c; returns each purse with what one of its voters pays."""
        self.bought += 1
        purses, purse_of = self.purses(c)
        price = self._price(c, purses)
        if price is None:
            raise ValueError(f"the supporters of project {c} cannot pay for it")
        finer = price.denominator
        old_unit = self.unit
        payments = [min(Fraction(p.left), price * p.value) for p in purses]
        self.unit *= finer
        self.left = [amount * finer for amount in self.left]
        self.class_of[self.problem.supporters[c].groups] = len(self.left) + purse_of
        self.left += [
            p.left * finer - int(paid * finer) for p, paid in zip(purses, payments, strict=True)
        ]
        self._tidy()
        return [(p, paid / old_unit) for p, paid in zip(purses, payments, strict=True)]

    def purses(self, c: int) -> tuple[list[Purse], Positions]:
        """Supporters of c by class and value, and for each of its groups which of these it is."""
        supporters = self.problem.supporters[c]
        klass = self.class_of[supporters.groups]
        values = supporters.values
        span = 1 if values is None else int(values.max()) + 1
        key = klass * span + (0 if values is None else values.astype(np.intp))
        keys, purse_of = np.unique(key, return_inverse=True)
        voters = np.bincount(purse_of, weights=supporters.count).astype(np.int64).tolist()
        purses = [
            Purse(k // span, 1 if values is None else k % span, n, self.left[k // span])
            for k, n in zip(keys.tolist(), voters, strict=True)
        ]
        return purses, purse_of

    def _price(self, c: int, purses: list[Purse]) -> Fraction | None:
        """Root of the takings, in units: the poorest pay all they have until the rest can share."""
        due = self.problem.costs[c] * self.unit
        pull = sum(p.voters * p.value for p in purses)
        for p in sorted(purses, key=lambda p: Fraction(p.left, p.value)):
            if p.left * pull >= due * p.value:
                return Fraction(due, pull)
            due -= p.voters * p.left
            pull -= p.voters * p.value
        return None

    def _tidy(self) -> None:
        """Drop classes that nobody is in any more, join those with equal money, shrink the unit."""
        used, self.class_of = np.unique(self.class_of, return_inverse=True)
        amounts = [self.left[k] for k in used.tolist()]
        place: dict[int, int] = {}
        joined = np.array([place.setdefault(a, len(place)) for a in amounts], np.intp)
        self.class_of = joined[self.class_of]
        common = gcd(self.unit, *place)
        self.unit //= common
        self.left = [amount // common for amount in place]
