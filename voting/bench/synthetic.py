"""Made-up cities of any size, the same for the same size on every machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voting.ballots import Profile
from voting.election import Election, Project

MOST_APPROVALS = 5
SEED = 20261121
SHARE = 40
"""Budget per voter in currency units, about that of a Polish city."""


def city(voters: int, projects: int) -> tuple[Election, Profile]:
    """A city whose voters approve up to five projects, popular ones more often.

    Popularity falls with the square root of the place on the list; costs vary a hundredfold, and
    all projects together cost four times the budget.
    """
    draw = np.random.default_rng(SEED)
    popularity = 1 / np.sqrt(np.arange(1, projects + 1))
    picks = draw.choice(
        projects, size=(voters, MOST_APPROVALS), p=popularity / popularity.sum()
    ).astype(np.int64)
    picks[np.arange(MOST_APPROVALS) >= draw.integers(1, MOST_APPROVALS + 1, voters)[:, None]] = (
        projects
    )
    budget = voters * SHARE * 100
    weights = 10 ** draw.uniform(0, 2, projects)
    costs = np.maximum(weights / weights.sum() * 4 * budget, 1).astype(np.int64)
    listed = tuple(Project(f"p{c}", cost) for c, cost in enumerate(costs.tolist()))
    return _named(Election(budget, listed), _grouped(picks, projects))


def _named(election: Election, profile: Profile) -> tuple[Election, Profile]:
    """Give both the name of a source, so that no text of them is written to take its hash."""
    for part in (election, profile):
        object.__setattr__(part, "source_sha256", f"synthetic-{SEED}")
    return election, profile


def _grouped(picks: NDArray[np.int64], projects: int) -> Profile:
    """Equal rows as one group; a project picked twice counts once."""
    picks.sort(axis=1)
    picks[:, 1:][picks[:, 1:] == picks[:, :-1]] = projects
    picks.sort(axis=1)
    key = np.zeros(len(picks), np.int64)
    for column in picks.T:
        key = key * (projects + 1) + column
    _, first, counts = np.unique(key, return_index=True, return_counts=True)
    rows = picks[first]
    listed = rows < projects
    indptr = np.concatenate([[0], np.cumsum(listed.sum(axis=1))])
    indices = rows[listed]
    ones = np.ones(len(indices), np.int64)
    return Profile("approval", projects, indptr, indices, ones, counts.astype(np.int64))
