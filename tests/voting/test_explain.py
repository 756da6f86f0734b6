"""Explanations under greedy rules, against trying every change out."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.collection import SEEDS
from tests.voting.elections import Voted, elections, profile_of
from voting import pabulib
from voting.ballots import Profile
from voting.explain import explain, explain_one
from voting.methods import METHODS
from voting.outcome import Outcome, Why

GREEDY = sorted(name for name in METHODS if name.startswith("greedy"))
MOST = 14


def with_points(profile: Profile, i: int, extra: int) -> Profile:
    """The profile as if project i had so many points more."""
    other = replace(profile)
    points = list(profile.points)
    points[i] += extra
    other.__dict__.update(points=tuple(points), supporters=profile.supporters)
    return other


def wins(name: str, voted: Voted, profile: Profile, project: str, given_: dict[str, Any]) -> bool:
    return project in METHODS[name].run(voted[0], profile, **given_).winners


def cheaper(voted: Voted, project: str, by: int) -> Voted:
    election = voted[0]
    projects = tuple(
        replace(p, cost=p.cost - by) if p.id == project else p for p in election.projects
    )
    return replace(election, projects=projects), voted[1], voted[2]


@pytest.mark.parametrize("name", GREEDY)
@given(voted=elections(("approval",), most=5), data=st.data())
@settings(max_examples=60, deadline=None)
def test_votes_short_and_cost_cut_are_the_smallest_that_help(
    name: str, voted: Voted, data: st.DataObject
) -> None:
    given_: dict[str, Any] = {"tie": data.draw(st.sampled_from(("list", "lot:7")))}
    given_["threshold"] = str(data.draw(st.integers(0, 4)))
    if data.draw(st.booleans()):
        given_["limits"] = {"category:x": data.draw(st.integers(0, 20)) * 100}
    else:
        given_["leftover"] = data.draw(st.sampled_from(("none", "part", "top-up")))
    if name == "greedy-poznan":
        given_["share"] = data.draw(st.sampled_from(("4/5", "1/3", "1", "0")))
    profile = profile_of(voted)
    outcome = METHODS[name].run(voted[0], profile, **given_)
    for why in explain(voted[0], profile, outcome):
        assert why.won == (why.project in outcome.winners)
        if not why.won:
            i = voted[0].index[why.project]
            _votes_short(name, voted, profile, why, i, given_)
            _cost_cut(name, voted, profile, why, i, given_)


def _votes_short(
    name: str, voted: Voted, profile: Profile, why: Why, i: int, given_: dict[str, Any]
) -> None:
    enough = (
        extra
        for extra in range(1, MOST)
        if wins(name, voted, with_points(profile, i, extra), why.project, given_)
    )
    assert why.votes_short == next(enough, None)


def _cost_cut(
    name: str, voted: Voted, profile: Profile, why: Why, i: int, given_: dict[str, Any]
) -> None:
    cost = voted[0].costs[i]
    if why.cost_cut is None or cost > 1200:
        return
    assert wins(name, cheaper(voted, why.project, why.cost_cut), profile, why.project, given_)
    if why.cost_cut > 1:
        less = cheaper(voted, why.project, why.cost_cut - 1)
        assert not wins(name, less, profile, why.project, given_)


def test_a_resident_of_amsterdam_asks() -> None:
    election, profile = pabulib.read(SEEDS / "Netherlands_Amsterdam_417.pb")
    outcome = METHODS["greedy"].run(election, profile)
    why = explain_one(election, profile, outcome, "40254")
    assert (why.won, why.reason) == (False, "money")
    assert why.facts["left"] == 1_485_000
    assert why.cost_cut == 515_000
    assert why.votes_short == 36


@pytest.mark.parametrize("name", sorted(METHODS))
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_every_method_says_something_of_every_project(name: str, data: st.DataObject) -> None:
    method = METHODS[name]
    voted = data.draw(elections(method.ballot_types))
    profile = profile_of(voted)
    outcome: Outcome = method.run(voted[0], profile)
    answers = explain(voted[0], profile, outcome)
    assert [why.project for why in answers] == [p.id for p in voted[0].projects]
    assert {why.project for why in answers if why.won} == set(outcome.winners)
    assert all(why.reason for why in answers)
