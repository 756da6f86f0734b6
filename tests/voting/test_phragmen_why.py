"""Explanations of Phragmén: every change is tried out, and the money adds up."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings

from tests.voting.elections import APPROVALS, Voted, elections, profile_of
from tests.voting.test_explain import cheaper
from voting.ballots import Profile
from voting.explain import explain
from voting.methods import METHODS
from voting.outcome import Why

MOST = 30


def wins(voted: Voted, project: str, stop: str, tie: str = "list") -> bool:
    outcome = METHODS["phragmen"].run(voted[0], profile_of(voted), stop=stop, tie=tie)
    return project in outcome.winners


def more_voters(voted: Voted, project: str, extra: int) -> Voted:
    return voted[0], [*voted[1], *[[project]] * extra], voted[2]


def last_in_ties(voted: Voted, project: str) -> str:
    others = [p.id for p in voted[0].projects if p.id != project]
    return "list:" + ",".join([*others, project])


@pytest.mark.parametrize("stop", ["misfit", "skip"])
@given(voted=elections(APPROVALS, most=5))
@settings(max_examples=120, deadline=None)
def test_what_would_have_helped_is_the_least_that_does(stop: str, voted: Voted) -> None:
    """With the project last in every tie, as a tie is not counted on."""
    profile = profile_of(voted)
    outcome = METHODS["phragmen"].run(voted[0], profile, stop=stop, tie="list")
    for why in explain(voted[0], profile, outcome):
        assert why.won == (why.project in outcome.winners)
        if not why.won:
            _cut(voted, why, stop)
            _votes(voted, why, stop)


def _cut(voted: Voted, why: Why, stop: str) -> None:
    tie = last_in_ties(voted, why.project)
    if wins(voted, why.project, stop, tie):
        return
    if why.cost_cut is None:
        cost = voted[0].costs[voted[0].index[why.project]]
        assert not wins(cheaper(voted, why.project, cost), why.project, stop, tie)
        return
    assert why.cost_cut > 0
    assert wins(cheaper(voted, why.project, why.cost_cut), why.project, stop)
    if why.cost_cut > 1:
        assert not wins(cheaper(voted, why.project, why.cost_cut - 1), why.project, stop, tie)


def _votes(voted: Voted, why: Why, stop: str) -> None:
    tie = last_in_ties(voted, why.project)
    if why.votes_short is None:
        assert not wins(more_voters(voted, why.project, MOST), why.project, stop, tie)
    elif why.votes_short < MOST:
        assert wins(more_voters(voted, why.project, why.votes_short), why.project, stop)
        fewer = more_voters(voted, why.project, why.votes_short - 1)
        assert not wins(fewer, why.project, stop, tie)


@given(voted=elections(APPROVALS))
@settings(max_examples=80, deadline=None)
def test_the_money_adds_up(voted: Voted) -> None:
    profile = profile_of(voted)
    outcome = METHODS["phragmen"].run(voted[0], profile)
    for why in explain(voted[0], profile, outcome):
        facts = why.facts
        if why.won:
            assert sum(part["voters"] for part in facts["payments"]) == facts["supporters"]
            paid = sum(part["voters"] * part["each"] for part in facts["payments"])
            assert paid == pytest.approx(facts["cost"], abs=0.01)
        elif "supporters_money" in facts:
            parts = sum(facts["spent_on"].values()) + facts["left_to_them"]
            assert parts == facts["supporters_money"]


def test_whose_money_went_where() -> None:
    """Two of the three behind b paid 50 each for a; at 60 the third could not pay b alone."""
    from voting.election import Election, Project

    election = Election(100_00, (Project("a", 100_00), Project("b", 90_00)))
    ballots = [["a", "b"], ["a", "b"], ["b"]]
    profile = Profile.from_ballots(election, ballots, "approval")
    outcome = METHODS["phragmen"].run(election, profile)
    assert outcome.winners == ("b",)
    lost = explain(election, profile, outcome)[0]
    assert (lost.reason, lost.facts["left"]) == ("misfit", 10_00)
    assert lost.facts["spent_on"] == {"b": 60_00}
    assert lost.facts["supporters_money"] == 160_00
    assert lost.cost_cut == 100_00 - 59_99
    assert lost.votes_short == 2
    winner = explain(election, profile, outcome)[1]
    assert winner.facts["payments"] == [{"voters": 3, "each": 3000.0}]
    assert winner.facts["load"] == Fraction(30_00)


def test_without_a_quorum_every_project_says_so() -> None:
    from tests.voting.test_pabulib import SMALL
    from voting import pabulib

    election, profile = pabulib.read(SMALL)
    for name in ("phragmen", "equal-shares", "greedy", "knapsack", "cumulative-transfers"):
        outcome = METHODS[name].run(election, profile, quorum=5)
        projects = (replace(election.projects[0], withdrawn=True), *election.projects[1:])
        whys = explain(replace(election, projects=projects), profile, outcome)
        assert [why.reason for why in whys] == ["withdrawn", "no-quorum", "no-quorum"]
