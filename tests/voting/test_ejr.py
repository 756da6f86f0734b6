"""The polynomial check of EJR+ up to one project, against all groups, and on Equal Shares."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.equal_shares.cases import TIES, case, elections
from voting.ballots import Profile
from voting.ejr import UTILITIES, failures
from voting.methods import METHODS


def fails_by_definition(election, ballots, won, utility):
    """Projects with a group of supporters that all have too little, trying every group."""

    def value(ballot, c):
        points = ballot[c] if utility == "scores" else 1
        return points * (election.costs[c] if utility == "cost" else 1)

    failing = set()
    for c in set(range(len(election.costs))) - won:
        backers = [b for b in ballots if c in b]
        for size in range(1, len(backers) + 1):
            for group in combinations(backers, size):
                deserved = election.budget * sum(value(b, c) for b in group)
                if all(
                    sum(value(b, x) for x in won | {c} if x in b) * election.costs[c] * len(ballots)
                    <= deserved
                    for b in group
                ):
                    failing.add(c)
    return failing


@settings(max_examples=300, deadline=None)
@given(elections(), st.sampled_from(UTILITIES), st.sets(st.integers(0, 4)))
def test_check_equals_trying_every_group(drawn, utility, chosen):
    election, profile, ballots = drawn
    won = {c for c in chosen if c < len(election.costs)}
    found = failures(election, profile, election.ids(won), utility=utility)
    expected = fails_by_definition(election, ballots, won, utility)
    assert {election.index[failure.project] for failure in found} == expected


@settings(max_examples=300, deadline=None)
@given(
    elections(projects=6, voters=9, money=15),
    st.sampled_from(UTILITIES),
    st.sampled_from(TIES),
    st.sampled_from(("none", "add1", "add1-greedy")),
)
def test_equal_shares_satisfies_ejr_plus_up_to_one(drawn, utility, tie, completion):
    election, profile, _ = drawn
    outcome = METHODS["equal-shares"].run(
        election, profile, utility=utility, tie=tie, completion=completion
    )
    assert failures(election, profile, outcome.winners, utility=utility) == ()


def test_greedy_can_fail_it_and_the_group_is_named():
    ballots = [{0: 1, 1: 1}] * 6 + [{2: 1}] * 4
    election, profile, _ = case(100, [50, 50, 40], ballots)
    outcome = METHODS["greedy"].run(election, profile)
    assert outcome.winners == ("p0", "p1")
    (failure,) = failures(election, profile, outcome.winners)
    assert (failure.project, failure.voters, failure.has, failure.deserves) == ("p2", 4, 40, 40.0)


@pytest.mark.parametrize("method", ["equal-shares", "phragmen"])
def test_proportional_methods_give_that_group_its_project(method):
    ballots = [{0: 1, 1: 1}] * 6 + [{2: 1}] * 4
    election, _, _ = case(100, [50, 50, 40], ballots)
    named = [[f"p{c}" for c in ballot] for ballot in ballots]
    profile = Profile.from_ballots(election, named, "approval")
    assert "p2" in METHODS[method].run(election, profile).winners
