"""What happens after Equal Shares: filling up by score, and the comparison with greedy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voting.ballots import Profile
from voting.election import Election

MEASURES = ("projects", "cost", "scores", "represented")
NOTHING = ("counted", "ignored")


def greedy(
    election: Election,
    profile: Profile,
    taking_part: Iterable[int],
    ranks: Sequence[int],
    already: Sequence[int] = (),
) -> list[int]:
    """Projects by score that still fit beside those `already` chosen, in order; not the latter."""
    left = election.budget - sum(election.costs[c] for c in already)
    chosen: list[int] = []
    for c in sorted(taking_part, key=lambda c: (-profile.points[c], ranks[c])):
        if c not in already and election.costs[c] <= left:
            chosen.append(c)
            left -= election.costs[c]
    return chosen


@dataclass(frozen=True)
class Comparison:
    """How many voters are better off with either outcome."""

    prefer_equal_shares: int
    prefer_greedy: int
    indifferent: int

    @property
    def greedy_wins(self) -> bool:
        """Greedy replaces Equal Shares only if more voters are better off with it."""
        return self.prefer_greedy > self.prefer_equal_shares


def compare(
    election: Election,
    profile: Profile,
    outcomes: tuple[Iterable[int], Iterable[int]],
    measure: str,
    nothing: str,
) -> Comparison:
    """Compare an Equal Shares outcome with a greedy one, voter by voter.

    `measure` is what a voter counts: funded `projects` of her ballot, their `cost`, the `scores`
    that she gave them, or only whether there is one (`represented`). `nothing` says whether a voter
    with nothing funded in one of the two outcomes is `counted` (she prefers the other one) or
    `ignored`, as one known tool does.
    """
    ours, theirs = (satisfaction(election, profile, chosen, measure) for chosen in outcomes)
    counted = np.ones(profile.n_groups, bool)
    if nothing == "ignored":
        counted = (ours > 0) & (theirs > 0)
    better = int(profile.weights[counted & (ours > theirs)].sum())
    worse = int(profile.weights[counted & (theirs > ours)].sum())
    return Comparison(better, worse, profile.n_voters - better - worse)


def satisfaction(
    election: Election, profile: Profile, chosen: Iterable[int], measure: str
) -> NDArray[np.int64]:
    """What each group of voters gets out of an outcome, by one of MEASURES."""
    worth = np.zeros(profile.n_projects, np.int64)
    for c in chosen:
        worth[c] = election.costs[c] if measure == "cost" else 1
    per_entry = worth[profile.indices] * (profile.scores if measure == "scores" else 1)
    total = np.zeros(profile.n_groups + 1, np.int64)
    total[1:] = _running(per_entry, profile)
    gained = np.diff(total)
    return np.minimum(gained, 1) if measure == "represented" else gained


def _running(per_entry: NDArray[np.int64], profile: Profile) -> NDArray[np.int64]:
    """Sum of all entries up to the end of each group."""
    sums = np.concatenate([[0], np.cumsum(per_entry)])
    return sums[profile.indptr[1:]]
