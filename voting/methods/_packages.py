"""What the methods for whole packages share: one package wins, and each must fit the budget."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

from voting.ballots import Ints, Profile
from voting.election import Election
from voting.methods._ties import TieLog
from voting.outcome import Outcome, Step, make_outcome

NONE = -1


def candidates(election: Election) -> list[int]:
    """The packages that take part: not withdrawn, and within the budget."""
    return [i for i in election.eligible if election.costs[i] <= election.budget]


def too_dear(election: Election) -> list[Step]:
    """A step for each package that costs more than the budget."""
    return [
        Step("reject", election.projects[i].id, {"reason": "over-budget", "cost": cost})
        for i in election.eligible
        if (cost := election.costs[i]) > election.budget
    ]


def first_choices(profile: Profile, among: Collection[int]) -> tuple[dict[int, int], int]:
    """Ballots per package that name it first of these, and ballots that name none of them."""
    tops = first_of_each(profile, among)
    tally = np.bincount(tops[tops != NONE], profile.weights[tops != NONE], profile.n_projects)
    silent = int(profile.weights[tops == NONE].sum()) + profile.blank
    return {i: int(tally[i]) for i in sorted(among)}, silent


def first_of_each(profile: Profile, among: Collection[int]) -> Ints:
    """Per group of ranked or single-choice ballots the first of these; NONE where it names none."""
    allowed = np.zeros(profile.n_projects + 1, bool)
    allowed[list(among)] = True
    entries = np.flatnonzero(allowed[profile.indices])
    groups = profile.group_of_entry[entries]
    tops = np.full(profile.n_groups, NONE, np.int64)
    named, firsts = np.unique(groups, return_index=True)
    tops[named] = profile.indices[entries[firsts]]
    return tops


def pairwise(profile: Profile) -> Ints:
    """Ballots that put package i (row) before j; a listed one is before all that are not."""
    n = profile.n_projects
    beaten = np.zeros(n * n, np.int64)
    weights, groups, indices = profile.entry_weights, profile.group_of_entry, profile.indices
    for distance in range(1, int(np.diff(profile.indptr).max(initial=0))):
        same = np.flatnonzero(groups[distance:] == groups[:-distance])
        first, second = indices[same], indices[same + distance]
        np.add.at(beaten, second * n + first, weights[same])
    return np.array(profile.supporters, np.int64)[:, None] - beaten.reshape(n, n)


def tallied(election: Election, tally: Mapping[int, Any]) -> dict[str, Any]:
    """A tally by project id, for steps and details."""
    return {election.projects[i].id: value for i, value in tally.items()}


def one_winner(
    election: Election,
    profile: Profile,
    method: str,
    parameters: Mapping[str, Any],
    winner: int | None,
    steps: Sequence[Step],
    log: TieLog,
    details: Mapping[str, Any],
) -> Outcome:
    """The outcome in which this package wins, or none."""
    told = [*too_dear(election), *steps]
    if winner is not None:
        cost = election.costs[winner]
        told.append(Step("fund", election.projects[winner].id, {"reason": "chosen", "cost": cost}))
    return make_outcome(
        election,
        profile,
        method,
        parameters,
        () if winner is None else (winner,),
        steps=tuple(told),
        ties=log.told(),
        details=details,
    )
