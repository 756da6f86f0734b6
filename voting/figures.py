"""How a result treats the voters: who has nothing, how even it is, and where the money goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from voting.ballots import Profile
from voting.election import Election, Project
from voting.outcome import Outcome

Numbers = NDArray[np.int64] | NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spending:
    """One category, area or group: money in minor units, votes for its projects, both in full.

    `share_of_votes` is of all votes for labelled projects, `share_of_money` of all money spent on
    them. A project with two labels counts half under each.
    """

    label: str
    spent: Fraction
    votes: Fraction
    share_of_money: float
    share_of_votes: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one outcome. Blank ballots are voters too.

    `satisfaction` counts voters by the number of funded projects that they named; `gini_*` is 0
    where all voters have equally much and near 1 where one has everything.
    """

    voters: int
    with_nothing: int
    share_with_nothing: float
    satisfaction: Mapping[int, int]
    mean_projects: float
    mean_cost: float
    gini_projects: float
    gini_cost: float
    categories: tuple[Spending, ...]
    areas: tuple[Spending, ...]
    groups: tuple[Spending, ...]


def figures(election: Election, profile: Profile, outcome: Outcome) -> Figures:
    """Measure an outcome; a project paid in part counts for the part that is paid."""
    paid = _paid(election, outcome)
    funded = np.array([amount > 0 for amount in paid], np.int64)
    projects = _per_group(profile, funded)
    cost = _per_group(profile, np.array(paid, np.float64))
    weights = np.append(profile.weights, profile.blank)
    counts = np.bincount(projects, weights=weights).astype(np.int64)
    voters = profile.n_voters
    return Figures(
        voters,
        int(counts[0]),
        int(counts[0]) / voters if voters else 0.0,
        {number: int(count) for number, count in enumerate(counts.tolist()) if count},
        _mean(projects, weights),
        _mean(cost, weights),
        gini(projects, weights),
        gini(cost, weights),
        _spending(election, profile, paid, lambda p: p.categories),
        _spending(election, profile, paid, lambda p: p.areas),
        _spending(election, profile, paid, lambda p: p.targets),
    )


def gini(values: Numbers, weights: Numbers) -> float:
    """The Gini coefficient of values that `weights` people have each; 0 for nothing or nobody."""
    order = np.argsort(values, kind="stable")
    x, w = values[order].astype(np.float64), weights[order].astype(np.float64)
    total, people = float((x * w).sum()), float(w.sum())
    if total <= 0:
        return 0.0
    middle = np.cumsum(w) - w / 2
    return float((2 * (x * w * middle).sum() / (people * total)) - 1)


def _paid(election: Election, outcome: Outcome) -> list[int]:
    """What each project gets from the budget, in minor units."""
    paid = [0] * len(election.projects)
    for name in outcome.winners:
        paid[election.index[name]] = election.costs[election.index[name]]
    for part in outcome.partial:
        paid[election.index[part.project]] = part.paid
    return paid


def _per_group(profile: Profile, amounts: Numbers) -> Numbers:
    """What each group of voters has of these amounts per project, and last the blank ballots: 0."""
    running = np.append(np.zeros(1, amounts.dtype), np.cumsum(amounts[profile.indices]))
    per_group = running[profile.indptr[1:]] - running[profile.indptr[:-1]]
    return np.append(per_group, np.zeros(1, amounts.dtype))


def _mean(values: Numbers, weights: Numbers) -> float:
    people = float(weights.sum())
    return float((values * weights).sum()) / people if people else 0.0


def _spending(
    election: Election,
    profile: Profile,
    paid: list[int],
    labels: Callable[[Project], tuple[str, ...]],
) -> tuple[Spending, ...]:
    """Money against votes per label, the label with most votes first."""
    money: dict[str, Fraction] = {}
    votes: dict[str, Fraction] = {}
    for i, project in enumerate(election.projects):
        own = labels(project)
        for label in own:
            money[label] = money.get(label, Fraction(0)) + Fraction(paid[i], len(own))
            votes[label] = votes.get(label, Fraction(0)) + Fraction(profile.supporters[i], len(own))
    all_money, all_votes = sum(money.values()), sum(votes.values())
    return tuple(
        Spending(
            label,
            money[label],
            votes[label],
            float(money[label] / all_money) if all_money else 0.0,
            float(votes[label] / all_votes) if all_votes else 0.0,
        )
        for label in sorted(votes, key=lambda name: (-votes[name], name))
    )
