"""Shares at which no outcome can cost more than the budget, whatever is bought.

What is bought is paid by its supporters, and a project is bought only where their shares together
reach its cost. So at share s an outcome costs at most s times the number of voters who support a
project that is within reach, and at most what all projects within reach cost. Both grow with s.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from voting.equal_shares.problem import Problem


def increments(problem: Problem, start: Fraction, increment: int | Fraction) -> int:
    """The most increments after which, and before which, no outcome can exceed the budget.

    Zero where all projects together fit: then it is buying them all that ends a search.
    """
    reached = np.zeros(len(problem.weights), bool)
    voters = cost = 0
    in_reach = sorted((_reach(problem, c), c) for c in problem.candidates)
    ends = [*(share for share, _ in in_reach[1:]), None]
    for (share, c), end in zip(in_reach, ends, strict=False):
        groups = problem.supporters[c].groups
        voters += int(problem.weights[groups[~reached[groups]]].sum())
        reached[groups] = True
        cost += problem.costs[c]
        enough = Fraction(problem.budget, voters)
        if cost <= problem.budget or (end is not None and enough >= end):
            continue
        if enough >= share:
            return max(math.floor((enough - start) / increment), 0)
        return max(math.ceil((share - start) / increment) - 1, 0)
    return 0


def _reach(problem: Problem, c: int) -> Fraction:
    """The share from which on the supporters of c have its cost together."""
    return Fraction(problem.costs[c], problem.supporters[c].voters)
