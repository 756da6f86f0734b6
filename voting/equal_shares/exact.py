"""The rule at one share in whole numbers: slower than floats, and never wrong.

Voters who approve the same of what was bought so far have the same money left, so they form one
class. An amount is an integer number of units, and the unit gets finer with each purchase; a class
that does not pay keeps its old number and is brought up to date when it is next looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from voting.equal_shares.problem import Positions, Problem


@dataclass(frozen=True, slots=True)
class Purse:
    """Supporters of one project with the same money left, in units, and the same value."""

    value: int
    voters: int
    left: int


@dataclass(frozen=True)
class Payment:
    """One purchase: what one voter of each purse pays, and which purse each group has."""

    each: list[Fraction]
    purse_of: Positions


class Ledger:
    """What every voter has left after each purchase, exactly."""

    def __init__(self, problem: Problem, share: Fraction) -> None:
        self.problem = problem
        self.units = [share.denominator]
        """Units per minor unit after each purchase; each is a multiple of the one before."""
        self.class_of: Positions = np.zeros(len(problem.weights), np.intp)
        self.amounts = [(share.numerator, 0)]
        """Per class: money left, and the number of purchases after which it was noted."""

    @property
    def bought(self) -> int:
        """How many projects have been bought."""
        return len(self.units) - 1

    def left(self, klass: int) -> int:
        """What one voter of this class has left, in today's units."""
        amount, noted = self.amounts[klass]
        return amount * (self.units[-1] // self.units[noted])

    def ratio(self, c: int) -> Fraction | None:
        """Price per unit of utility in minor units, None if its supporters cannot pay it."""
        price = self._price(c, self._purses(c)[0])
        return None if price is None else price / (self.units[-1] * self.problem.scales[c])

    def money(self, c: int) -> Fraction:
        """What the supporters of c have left together, in minor units."""
        purses, _ = self._purses(c)
        return Fraction(sum(p.voters * p.left for p in purses), self.units[-1])

    def follow(self, order: Iterable[int]) -> None:
        """Buy the projects of this order that are not bought yet."""
        for c in list(order)[self.bought :]:
            self.buy(c)

    def buy(self, c: int) -> Payment:
        """Charge the supporters of c."""
        purses, purse_of = self._purses(c)
        price = self._price(c, purses)
        if price is None:
            raise ValueError(f"the supporters of project {c} cannot pay for it")
        due, finer = price.numerator, price.denominator
        paid = [min(p.left * finer, due * p.value) for p in purses]
        self.units.append(self.units[-1] * finer)
        self.class_of[self.problem.supporters[c].groups] = len(self.amounts) + purse_of
        self.amounts += [
            (p.left * finer - amount, self.bought) for p, amount in zip(purses, paid, strict=True)
        ]
        return Payment([Fraction(amount, self.units[-1]) for amount in paid], purse_of)

    def _purses(self, c: int) -> tuple[list[Purse], Positions]:
        """Supporters of c by class and value, and for each of its groups which of these it is."""
        supporters = self.problem.supporters[c]
        values = supporters.values
        span = 1 if values is None else int(values.max()) + 1
        key = self.class_of[supporters.groups] * span
        if values is not None:
            key += values.astype(np.intp)
        keys, purse_of = np.unique(key, return_inverse=True)
        voters = np.bincount(purse_of, weights=supporters.count).astype(np.int64).tolist()
        if values is None:
            return [
                Purse(1, n, self.left(k)) for k, n in zip(keys.tolist(), voters, strict=True)
            ], purse_of
        return [
            Purse(k % span, n, self.left(k // span))
            for k, n in zip(keys.tolist(), voters, strict=True)
        ], purse_of

    def _price(self, c: int, purses: list[Purse]) -> Fraction | None:
        """Root of the takings, in units: the poorest pay all they have until the rest can share."""
        due = self.problem.costs[c] * self.units[-1]
        pull = sum(p.voters * p.value for p in purses)
        common = lcm(*{p.value for p in purses})
        for p in sorted(purses, key=lambda p: p.left * (common // p.value)):
            if p.left * pull >= due * p.value:
                return Fraction(due, pull)
            due -= p.voters * p.left
            pull -= p.voters * p.value
        return None
