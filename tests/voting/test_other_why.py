"""Explanations of the other methods: what they say would have helped is tried out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.elections import APPROVALS, Voted, elections, profile_of
from tests.voting.test_explain import cheaper
from voting.ballots import Profile
from voting.election import Election, Project
from voting.explain import explain
from voting.methods import METHODS

PACKAGES = Election(100, (*(Project(name, 50) for name in "abc"), Project("d", 500)))
RANKED = [["a", "b"]] * 4 + [["b", "c"]] * 3 + [["c", "b"]] * 2


def whys(name: str, kind: str = "ordinal", **given_: str) -> dict[str, tuple[str, object]]:
    profile = Profile.from_ballots(PACKAGES, RANKED, kind)
    outcome = METHODS[name].run(PACKAGES, profile, **given_)
    found = explain(PACKAGES, profile, outcome)
    assert found[3].reason == "over-budget"
    return {why.project: (why.reason, why.votes_short) for why in found[:3]}


def test_packages_say_how_many_votes_they_lacked() -> None:
    assert whys("plurality") == {"a": ("most", None), "b": ("fewer", 1), "c": ("fewer", 2)}
    assert whys("approval-packages", "approval")["a"] == ("fewer", 5)
    assert whys("borda")["a"] == ("fewer", 5)
    assert whys("plurality", runoff="second-vote")["a"] == ("run-off", None)
    assert whys("plurality", runoff="same-ballots")["a"] == ("lost-run-off", None)


@pytest.mark.parametrize("name", ["plurality", "approval-packages"])
@given(voted=elections(("choose-1", "ordinal"), most=4), tie=st.sampled_from(("list", "cheaper")))
@settings(max_examples=80, deadline=None)
def test_so_many_ballots_more_make_a_package_win(name: str, voted: Voted, tie: str) -> None:
    profile = profile_of(voted)
    outcome = METHODS[name].run(voted[0], profile, tie=tie)
    for why in explain(voted[0], profile, outcome):
        if why.votes_short is not None:
            for extra, wins in ((why.votes_short, True), (why.votes_short - 1, False)):
                ballots = [*voted[1], *[[why.project]] * extra]
                again = profile_of((voted[0], ballots, voted[2]))
                winners = METHODS[name].run(voted[0], again, tie=tie).winners
                assert (why.project in winners) is wins


def test_rounds_and_duels_say_where_a_package_stood() -> None:
    profile = Profile.from_ballots(PACKAGES, RANKED, "ordinal")
    a, b, c, _ = explain(PACKAGES, profile, METHODS["instant-runoff"].run(PACKAGES, profile))
    assert (c.reason, c.facts["round"], c.facts["votes"]) == ("fewest", 1, 2)
    assert (b.reason, b.facts["round"], b.facts["votes"]) == ("majority", 2, 5)
    assert (a.reason, a.facts["most_others"]) == ("fewer-in-last-round", 5)
    a, b, c, _ = explain(PACKAGES, profile, METHODS["schulze"].run(PACKAGES, profile))
    assert (b.won, b.reason) == (True, "beats-all")
    assert (a.reason, a.facts["voters_for"], a.facts["voters_for_winner"]) == ("beaten", 4, 5)


@pytest.mark.parametrize("name", ["cumulative-transfers", "knapsack"])
@given(voted=elections(APPROVALS, most=5))
@settings(max_examples=100, deadline=None)
def test_so_much_cheaper_would_have_been_enough(name: str, voted: Voted) -> None:
    profile = profile_of(voted)
    outcome = METHODS[name].run(voted[0], profile)
    for why in explain(voted[0], profile, outcome):
        cut = why.facts.get("short", why.facts.get("missing"))
        if not why.won and cut is not None and why.facts.get("supporters", 1):
            assert cut > 0
            changed = cheaper(voted, why.project, cut)
            assert why.project in METHODS[name].run(changed[0], profile).winners


@given(voted=elections(("cumulative",), most=5))
@settings(max_examples=60, deadline=None)
def test_support_beyond_the_cost_moves_on(voted: Voted) -> None:
    profile = profile_of(voted)
    outcome = METHODS["cumulative-transfers"].run(voted[0], profile)
    for why in explain(voted[0], profile, outcome):
        if why.reason == "supported":
            assert why.facts["support"] == why.facts["cost"] + why.facts["moved_on"]
            assert why.facts["moved_on"] >= 0
