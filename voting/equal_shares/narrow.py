"""A smaller problem that buys the same at all shares up to a limit.

A project whose supporters could not pay for it with all their money at the limit is never bought
below it. Without such projects many ballots become alike, and alike ballots are one group: in a
big city half the groups go. Runs name projects only, so they are the same runs.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from voting.equal_shares.problem import Floats, Positions, Problem, Supporters

WORTHWHILE = 20_000
"""Below this many entries a run is too quick for narrowing to pay."""
BITS = 52
"""Projects per word: whole numbers that a float holds exactly."""
MOST_WORDS = 8
FIRST, AGAIN = Fraction(5, 4), Fraction(3, 2)
"""How far above the share in hand a limit is set: at first, and when it is passed."""


class Narrowed:
    """The smaller problem for each share; made anew when a share passes the limit."""

    def __init__(self, problem: Problem) -> None:
        self.whole = problem
        self.small = problem
        self.limit = Fraction(0)
        self.worthwhile = len(problem.entry_groups) >= WORTHWHILE

    def at(self, share: Fraction) -> Problem:
        """A problem with the same runs as the whole one at this share."""
        if self.worthwhile and share > self.limit:
            self.limit = share * (FIRST if self.limit == 0 else AGAIN)
            self.small = narrow(self.whole, self.limit)
        return self.small


def narrow(problem: Problem, limit: Fraction) -> Problem:
    """Leave out what cannot be bought at this share or less, and join ballots that are then alike.

    Where values differ (`scores`), or projects are very many, ballots are not joined.
    """
    hopeful = [
        c for c in problem.candidates if problem.supporters[c].voters * limit >= problem.costs[c]
    ]
    kept = {c: problem.supporters[c] for c in hopeful}
    words = -(-len(hopeful) // BITS)
    if words > MOST_WORDS or any(part.values is not None for part in kept.values()):
        return replace(problem, supporters=kept)
    return _joined(problem, kept, words)


def _joined(problem: Problem, kept: dict[int, Supporters], words: int) -> Problem:
    """One group per different ballot among the projects kept; empty ballots have none."""
    masks = np.zeros((words, len(problem.weights)))
    for number, part in enumerate(kept.values()):
        masks[number // BITS, part.groups] += 2.0 ** (number % BITS)
    order = np.lexsort(masks)
    ordered = masks[:, order]
    fresh = np.ones(len(order), bool)
    fresh[1:] = (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)
    fresh &= ordered.any(axis=0)
    new_id = np.cumsum(fresh) - 1
    first = int(np.argmax(fresh)) if fresh.any() else len(order)
    weights: Floats = np.bincount(new_id[first:], weights=problem.weights[order[first:]]).astype(
        np.float64
    )
    stands_for = np.full(len(order), -1, np.intp)
    stands_for[order[fresh]] = np.arange(int(fresh.sum()))
    return replace(
        problem,
        supporters={c: _moved(part, stands_for, weights) for c, part in kept.items()},
        weights=weights,
    )


def _moved(part: Supporters, stands_for: NDArray[np.intp], weights: Floats) -> Supporters:
    """The same supporters, by the groups that they are joined in."""
    moved: Positions = stands_for[part.groups]
    groups = moved[moved >= 0]
    count = weights[groups]
    return replace(part, groups=groups, count=count, pull=count)
