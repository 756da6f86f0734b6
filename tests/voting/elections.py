"""Small random elections for properties, and a few ways to change one."""

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from voting.ballots import CUMULATIVE, ORDINAL, Ballot, Profile
from voting.election import Election, Project

Voted = tuple[Election, list[Ballot], str]
"""An election, its ballots, and their type."""

APPROVALS = ("approval",)
ALL_TYPES = ("approval", "choose-1", "knapsack", ORDINAL, CUMULATIVE)


@st.composite
def elections(draw: st.DrawFn, types: tuple[str, ...] = ALL_TYPES, most: int = 6) -> Voted:
    """Up to `most` projects and a dozen ballots, with ties and blank ballots often enough."""
    count = draw(st.integers(1, most))
    cost = st.integers(0, 12) if draw(st.booleans()) else st.integers(1, 5000)
    projects = tuple(
        Project(
            f"p{i}",
            draw(cost) * 100,
            categories=draw(st.sampled_from(((), ("x",), ("y",), ("x", "y")))),
            exclusive_group=draw(st.sampled_from((None, None, "g"))),
        )
        for i in range(count)
    )
    total = sum(project.cost for project in projects) // 100
    election = Election(draw(st.integers(0, total + 2)) * 100, projects)
    kind = draw(st.sampled_from(types))
    ballots = draw(st.lists(_ballot([p.id for p in projects], kind), max_size=12))
    return replace(election, vote_type=kind), ballots, kind


def _ballot(names: list[str], kind: str) -> st.SearchStrategy[Any]:
    if kind == CUMULATIVE:
        return st.dictionaries(st.sampled_from(names), st.integers(1, 5))
    most = 1 if kind == "choose-1" else len(names)
    return st.lists(st.sampled_from(names), unique=True, max_size=most)


def profile_of(voted: Voted) -> Profile:
    """The ballots, grouped."""
    return Profile.from_ballots(voted[0], voted[1], voted[2])


def scaled(election: Election, factor: int) -> Election:
    """The same election with all money multiplied."""
    projects = tuple(replace(p, cost=p.cost * factor) for p in election.projects)
    return replace(election, budget=election.budget * factor, projects=projects)


def reordered(election: Election, order: list[int]) -> Election:
    """The same election with its list in another order."""
    return replace(election, projects=tuple(election.projects[i] for i in order))


def ungrouped(profile: Profile) -> Profile:
    """The same ballots with a group for each single one."""
    chosen = [g for g, w in enumerate(profile.weights.tolist()) for _ in range(w)]
    parts = [slice(int(profile.indptr[g]), int(profile.indptr[g + 1])) for g in chosen]
    indices = [i for part in parts for i in profile.indices[part].tolist()]
    scores = [s for part in parts for s in profile.scores[part].tolist()]
    indptr = [0]
    for part in parts:
        indptr.append(indptr[-1] + part.stop - part.start)
    return Profile(
        profile.type,
        profile.n_projects,
        np.array(indptr, np.int64),
        np.array(indices, np.int64),
        np.array(scores, np.int64),
        np.ones(len(chosen), np.int64),
        profile.blank,
    )
