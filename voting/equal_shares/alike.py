"""Ballots that are alike as far as some projects go, as one group: with the same sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from voting.equal_shares.problem import Positions, Problem, Supporters

BITS = 62
"""Projects per word."""


def classes(problem: Problem, projects: Sequence[int]) -> Positions:
    """A number per group, the same for all that support the same of these projects."""
    found = np.zeros(len(problem.weights), np.int64)
    for start in range(0, len(projects), BITS):
        word = np.zeros(len(found), np.int64)
        for bit, c in enumerate(projects[start : start + BITS]):
            word[problem.supporters[c].groups] |= 1 << bit
        part = _numbered(word)
        found = part if start == 0 else _numbered(found * (int(part.max(initial=0)) + 1) + part)
    return found.astype(np.intp)


def _numbered(keys: Positions) -> Positions:
    return np.unique(keys, return_inverse=True)[1].astype(np.int64)


def joined(problem: Problem, bought: Sequence[int]) -> Problem:
    """The problem with all who support the same of `bought` as one group, where that is worth it.

    They pay the same for each of these, so they have the same money left at every moment. Where a
    project is worth more to one voter than to another (`scores`), nothing is joined.
    """
    if any(part.values is not None for part in problem.supporters.values()):
        return problem
    class_of = classes(problem, bought)
    weights = np.bincount(class_of, weights=problem.weights).astype(np.float64)
    if 2 * len(weights) > len(problem.weights):
        return problem
    supporters = {c: _moved(part, class_of) for c, part in problem.supporters.items()}
    return replace(problem, supporters=supporters, weights=weights)


def _moved(part: Supporters, class_of: Positions) -> Supporters:
    voters = np.bincount(class_of[part.groups], weights=part.count).astype(np.float64)
    groups = np.flatnonzero(voters)
    count = voters[groups]
    return replace(part, groups=groups, count=count, pull=count)
