"""The state of a Phragmén count: who bears which load, and what a purchase makes of it."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voting.ballots import Profile
from voting.election import Election

NEAR = 2.0**-40
"""Loads nearer than this, relatively, are compared as fractions: far above any rounding here."""


class Loads:
    """The state of a count: who last paid for what, and what that weighs."""

    def __init__(self, election: Election, profile: Profile, waiting: list[int]) -> None:
        self.election, self.profile, self.waiting = election, profile, waiting
        self.loads = [Fraction(0)]
        """Load after each purchase; the first is that of a voter who paid for nothing yet."""
        self.supporters = np.array(profile.supporters, np.float64)
        self.costs = np.array(election.costs, np.float64)
        self.rough = [0.0]
        """The same as floats."""
        self.unit, self.parts = 1, [0]
        """The same as whole numbers of 1/unit minor units, which are quicker to add."""
        self.last = np.zeros(profile.n_groups, np.int64)
        self.counts = np.zeros((8, profile.n_projects))
        """Per load: how many supporters of each project have it. Whole numbers."""
        self.counts[0] = profile.supporters

    def exact(self, c: int) -> Fraction:
        """Load of the supporters of c once they have bought it."""
        supporters = self.profile.supporters[c]
        return (self.election.costs[c] + self.carried(c)) / supporters

    def carried(self, c: int) -> Fraction:
        """The loads of the supporters of c together, before they buy it."""
        counts = self.counts[: len(self.loads), c].tolist()
        parts = sum(int(n) * part for n, part in zip(counts, self.parts, strict=True) if n)
        return Fraction(parts, self.unit)

    def lowest(self) -> tuple[Fraction, list[int]]:
        """The lowest load that a purchase would bring, and every project that brings it."""
        waiting = np.array(self.waiting)
        supporters, costs = self.supporters[waiting], self.costs[waiting]
        carried = (np.array(self.rough) @ self.counts[: len(self.loads)])[waiting]
        estimate = (costs + carried) / supporters
        close = waiting[estimate <= estimate.min() * (1 + NEAR)].tolist()
        if len(close) == 1:
            return self.exact(close[0]), close
        exact = {c: self.exact(c) for c in close}
        load = min(exact.values())
        return load, [c for c, other in exact.items() if other == load]

    def buy(self, c: int, load: Fraction) -> Any:
        """All supporters of c now have this load.

        Answers, per load that they had before (row) and project, how many of its supporters paid.
        """
        profile, m = self.profile, self.profile.n_projects
        groups = supporting_groups(profile, c)
        lengths = np.diff(profile.indptr)[groups]
        entries = np.repeat(profile.indptr[groups], lengths) + _within(lengths)
        key = np.repeat(self.last[groups], lengths) * m + profile.indices[entries]
        weights = np.repeat(profile.weights[groups], lengths)
        known = len(self.loads)
        moved = np.bincount(key, weights=weights, minlength=known * m).reshape(known, m)
        if known == len(self.counts):
            self.counts = np.concatenate([self.counts, np.zeros_like(self.counts)])
        self.counts[:known] -= moved
        self.counts[known] = moved.sum(axis=0)
        self._note(load)
        self.last[groups] = known
        self.waiting.remove(c)
        return moved

    def _note(self, load: Fraction) -> None:
        self.loads.append(load)
        self.rough.append(float(load))
        finer = load.denominator // gcd(self.unit, load.denominator)
        if finer > 1:
            self.unit *= finer
            self.parts = [part * finer for part in self.parts]
        self.parts.append(load.numerator * (self.unit // load.denominator))


def supporting_groups(profile: Profile, c: int) -> NDArray[np.int64]:
    """Groups of identical ballots that name project c."""
    indptr, groups, _ = profile.by_project
    return groups[int(indptr[c]) : int(indptr[c + 1])]


def _within(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, 2 … within each run of these lengths."""
    ends = np.cumsum(lengths)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - lengths, lengths)
