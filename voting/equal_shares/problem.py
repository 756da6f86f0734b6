"""An election and its ballots as the arrays that the engine works on.

In the engine, a supporter with value v for a project pays `min(left, price * v)`; v is 1 unless the
utility is `scores`. A project's rank is `price / scale`, lowest first: money per unit of utility,
where the project is worth `v * scale` to a supporter (scale is its cost for the utility `cost`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from voting.ballots import Profile
from voting.election import Election
from voting.ties import TieBreaker

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]

UTILITIES = ("cost", "cardinality", "scores")


@dataclass(frozen=True, eq=False)
class Supporters:
    """The groups of voters behind one project."""

    groups: Positions
    count: Floats
    """Voters per group."""
    pull: Floats
    """Voters times value per group: how much the takings grow when the price grows by one."""
    values: Floats | None
    """Value per group; None where every value is 1."""
    least_value: float
    voters: int
    total_pull: int

    def payments(self, left: Floats, price: float) -> Floats:
        """What one voter of each group pays at this price, given what each has left."""
        return np.minimum(left, price if self.values is None else price * self.values)

    def pull_above(self, left: Floats, price: float) -> float:
        """Pull of those who have more left than the price asks of them."""
        due = price if self.values is None else price * self.values
        return float((left > due).astype(np.float64).dot(self.pull))


@dataclass(frozen=True, eq=False)
class Problem:
    """What one count works on. Amounts are minor units; positions are those of the election."""

    costs: tuple[int, ...]
    scales: tuple[int, ...]
    supporters: dict[int, Supporters]
    """Only projects that take part: eligible, above the threshold, named, and not free."""
    free: tuple[int, ...]
    """Projects that cost nothing and have a supporter: bought before all others, in tie order."""
    weights: Floats
    voters: int
    ranks: tuple[int, ...]
    budget: int
    utility: str = "cost"

    @cached_property
    def candidates(self) -> tuple[int, ...]:
        """Projects that can be bought, in the order of a priceless start: most support first."""
        return tuple(sorted(self.supporters, key=lambda c: (self.floor(c), self.ranks[c])))

    def floor(self, c: int) -> float:
        """A project's price per utility if all its supporters pay in full: it is never lower."""
        return self.costs[c] / (self.supporters[c].total_pull * self.scales[c]) * (1 - 2**-50)

    def exact_floor(self, c: int) -> Fraction:
        """The same, exactly."""
        return Fraction(self.costs[c], self.supporters[c].total_pull * self.scales[c])

    @cached_property
    def _money_needed(self) -> tuple[Floats, Floats, list[tuple[float, int, int]]]:
        """Voters and costs of the candidates, and the queue with which a run starts."""
        voters = np.array([self.supporters[c].voters for c in self.candidates], np.float64)
        costs = np.array([self.costs[c] for c in self.candidates], np.float64)
        return voters, costs, [(self.floor(c), self.ranks[c], c) for c in self.candidates]

    def queue_at(self, share: float) -> list[tuple[float, int, int]]:
        """Candidates as (floor of rate, rank, position) in order, without those that this share,
        from all their supporters, could never pay."""
        voters, costs, queue = self._money_needed
        return [queue[i] for i in np.flatnonzero(voters * share >= costs).tolist()]

    @cached_property
    def entry_groups(self) -> Positions:
        """Groups of all candidates' supporters, one candidate after another."""
        if not self.candidates:
            return np.zeros(0, np.intp)
        return np.concatenate([self.supporters[c].groups for c in self.candidates])

    @cached_property
    def entry_starts(self) -> Positions:
        """Where each candidate's part of `entry_groups` begins."""
        sizes = [len(self.supporters[c].groups) for c in self.candidates]
        return np.cumsum([0, *sizes[:-1]], dtype=np.intp)


def make_problem(
    election: Election, profile: Profile, *, utility: str, tie: str, taking_part: Iterable[int]
) -> Problem:
    """Lay out the projects that take part. Scores of zero or less are no support."""
    indptr, groups, scores = profile.by_project
    weights = profile.weights.astype(np.float64)
    ranks = TieBreaker(tie, election, profile).ranks
    supporters: dict[int, Supporters] = {}
    free: list[int] = []
    for c in taking_part:
        part = slice(int(indptr[c]), int(indptr[c + 1]))
        positive = scores[part] > 0
        if not positive.any():
            continue
        if election.costs[c] == 0:
            free.append(c)
            continue
        values = scores[part][positive] if utility == "scores" else None
        supporters[c] = _supporters(groups[part][positive].astype(np.intp), weights, values)
    return Problem(
        costs=election.costs,
        scales=election.costs if utility == "cost" else (1,) * len(election.costs),
        supporters=supporters,
        free=tuple(sorted(free, key=ranks.__getitem__)),
        weights=weights,
        voters=profile.n_voters,
        ranks=ranks,
        budget=election.budget,
        utility=utility,
    )


def _supporters(groups: Positions, weights: Floats, scores: NDArray | None) -> Supporters:
    count = weights[groups]
    if scores is None or bool((scores == 1).all()):
        total = int(count.sum())
        return Supporters(groups, count, count, None, 1.0, total, total)
    values = scores.astype(np.float64)
    pull = count * values
    least = float(values.min())
    return Supporters(groups, count, pull, values, least, int(count.sum()), int(pull.sum()))
