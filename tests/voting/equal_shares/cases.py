"""Small elections with small numbers, so that ties and exact fits are common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from voting.ballots import Profile
from voting.election import Election, Project
from voting.equal_shares.problem import Problem, make_problem

TIES = ("cheaper", "dearer", "supporters", "list", "lot:2026")
Case = tuple[Election, Profile, list[dict[int, int]]]


@st.composite
def elections(
    draw: st.DrawFn, projects: int = 5, voters: int = 7, money: int = 12, scale: int = 1
) -> Case:
    """An election, its ballots as a profile, and the same ballots voter by voter."""
    m = draw(st.integers(1, projects))
    n = draw(st.integers(1, voters))
    costs = draw(st.lists(st.integers(1, money), min_size=m, max_size=m))
    ballot = st.dictionaries(st.integers(0, m - 1), st.integers(1, 3), max_size=m)
    ballots = draw(st.lists(ballot, min_size=n, max_size=n))
    return case(draw(st.integers(1, 2 * money)) * scale, [cost * scale for cost in costs], ballots)


def case(budget: int, costs: list[int], ballots: list[dict[int, int]]) -> Case:
    """An election of projects p0, p1, … with whole amounts, and ballots by position."""
    projects = tuple(Project(f"p{c}", cost) for c, cost in enumerate(costs))
    election = Election(budget, projects, minor_per_unit=1)
    named = [{f"p{c}": score for c, score in ballot.items()} for ballot in ballots]
    return election, Profile.from_ballots(election, named, "cumulative"), ballots


def problem_of(election: Election, profile: Profile, **given: Any) -> Problem:
    """The engine's arrays, with the defaults of a count."""
    settings: Mapping[str, Any] = {"utility": "cost", "tie": "cheaper", **given}
    return make_problem(election, profile, taking_part=election.eligible, **settings)
