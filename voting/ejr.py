"""EJR+ up to one project: whether any group of voters was left with less than it deserves.

A group that agrees on a project c that was not funded deserves its part of the budget's worth in
utility. With budget B and n voters, a set S of supporters of c, and u(x) the utility of voter i:

    an outcome W fails if u_i(W) + u_i(c) <= (B / n) * (sum of u_j(c) for j in S) / cost(c)

for every voter i in S: even with one more project, c, nobody in S would have more than S could have
bought alone. (With the utility `cost` the right side is B * |S| / n.) The voters with least are the
worst case, so sorting the supporters by u_i(W) + u_i(c) and checking each prefix decides it, in
polynomial time: Brill and Peters, Robust and Verifiable Proportionality Axioms, 2023. The Method of
Equal Shares never fails with the utility that it counted by; greedy may.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voting.ballots import Profile
from voting.election import Election

UTILITIES = ("cost", "cardinality", "scores")


@dataclass(frozen=True)
class Failure:
    """A group of voters that deserves more: `voters` of them, who all support `project`.

    Each has at most `has`, that project included, and together they could have bought `deserves`
    for each, in the units of the utility; `has` is the highest among them.
    """

    project: str
    voters: int
    has: int
    deserves: float


def failures(
    election: Election,
    profile: Profile,
    funded: Iterable[str],
    *,
    utility: str = "cost",
    projects: Iterable[str] | None = None,
) -> tuple[Failure, ...]:
    """Every project behind which a group was left with too little, with the largest such group.

    `projects` restricts the check, for instance to those that reached a threshold; without it all
    that take part are checked. An outcome satisfies EJR+ up to one project if there are none.
    """
    won = {election.index[name] for name in funded}
    named = None if projects is None else {election.index[name] for name in projects}
    worth = _worth(election, utility)
    has = _utilities(profile, won, worth, utility)
    found = []
    for c in election.eligible:
        if c in won or (named is not None and c not in named):
            continue
        failure = _failure(election, profile, c, worth[c], has, utility)
        if failure is not None:
            found.append(failure)
    return tuple(found)


def _worth(election: Election, utility: str) -> tuple[int, ...]:
    """What one point of support for each project is worth to a voter."""
    return election.costs if utility == "cost" else (1,) * len(election.projects)


def _points(scores: NDArray[np.int64], utility: str) -> NDArray[np.int64]:
    return np.maximum(scores, 0) if utility == "scores" else (scores > 0).astype(np.int64)


def _utilities(
    profile: Profile, won: set[int], worth: tuple[int, ...], utility: str
) -> NDArray[np.int64]:
    """Utility of the outcome for a voter of each group."""
    value = np.zeros(profile.n_projects, np.int64)
    for c in won:
        value[c] = worth[c]
    per_entry = value[profile.indices] * _points(profile.scores, utility)
    running = np.concatenate([[0], np.cumsum(per_entry)])
    return running[profile.indptr[1:]] - running[profile.indptr[:-1]]


def _failure(
    election: Election,
    profile: Profile,
    c: int,
    worth: int,
    has: NDArray[np.int64],
    utility: str,
) -> Failure | None:
    """The largest group of supporters of c who all have too little, if any."""
    indptr, by_project, scores = profile.by_project
    part = slice(int(indptr[c]), int(indptr[c + 1]))
    points = _points(scores[part], utility)
    groups = by_project[part][points > 0]
    points = points[points > 0]
    with_c = has[groups] + points * worth
    order = np.argsort(with_c, kind="stable")
    weights = profile.weights[groups][order]
    sums = np.cumsum(weights * points[order]).tolist()
    sizes = np.cumsum(weights).tolist()
    budget, voters, cost = election.budget, profile.n_voters, election.costs[c]
    for i in range(len(order) - 1, -1, -1):
        most = int(with_c[order[i]])
        if most * cost * voters <= budget * sums[i] * worth:
            each = budget * sums[i] * worth / (cost * voters) if cost else float("inf")
            return Failure(election.projects[c].id, sizes[i], most, each)
    return None
