"""Sequential Phragmén against its definition, and its two stop rules."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.equal_shares.cases import TIES, elections
from voting.ballots import Profile
from voting.election import Election, Project
from voting.methods import METHODS
from voting.ties import TieBreaker

PHRAGMEN = METHODS["phragmen"]


def by_definition(election, ballots, ranks, stop):
    """Voter by voter, in fractions."""
    load = [Fraction(0)] * len(ballots)
    left, won, out = election.budget, [], set()
    while True:
        offers = []
        for c, cost in enumerate(election.costs):
            backers = [i for i, ballot in enumerate(ballots) if c in ballot]
            if backers and c not in won and c not in out and cost <= election.budget:
                offers.append(((cost + sum(load[i] for i in backers)) / len(backers), c, backers))
        if not offers:
            return won
        lowest = min(offer[0] for offer in offers)
        tied = [offer for offer in offers if offer[0] == lowest]
        if stop == "misfit" and any(election.costs[c] > left for _, c, _ in tied):
            return won
        _, c, backers = min(tied, key=lambda offer: ranks[offer[1]])
        if election.costs[c] > left:
            out.add(c)
            continue
        for i in backers:
            load[i] = Fraction(lowest)
        won.append(c)
        left -= election.costs[c]


@settings(max_examples=400, deadline=None)
@given(
    elections(projects=6, voters=9, money=15),
    st.sampled_from(TIES),
    st.sampled_from(("misfit", "skip")),
)
def test_equals_the_definition(drawn, tie, stop):
    election, _, ballots = drawn
    named = [[f"p{c}" for c in ballot] for ballot in ballots]
    profile = Profile.from_ballots(election, named, "approval")
    ranks = TieBreaker(tie, election, profile).ranks
    outcome = PHRAGMEN.run(election, profile, tie=tie, stop=stop)
    expected = by_definition(election, ballots, ranks, stop)
    assert outcome.winners == tuple(f"p{c}" for c in expected)
    assert outcome.spent <= election.budget


@pytest.mark.parametrize(("stop", "winners"), [("misfit", ("a",)), ("skip", ("a", "c"))])
def test_stops_at_the_first_that_does_not_fit_or_skips_it(stop, winners):
    projects = (Project("a", 60), Project("b", 50), Project("c", 40))
    election = Election(100, projects)
    ballots = [["a"], ["a"], ["a"], ["b"], ["b"], ["c"]]
    profile = Profile.from_ballots(election, ballots, "approval")
    assert PHRAGMEN.run(election, profile, stop=stop).winners == winners


def test_loads_are_told_exactly():
    election = Election(100, (Project("a", 10), Project("b", 20)))
    profile = Profile.from_ballots(election, [["a"], ["a", "b"], ["b"], []], "approval")
    outcome = PHRAGMEN.run(election, profile)
    assert [step.data["load"] for step in outcome.steps] == [Fraction(5), Fraction(25, 2)]
    assert outcome.details["voters_without_load"] == 1
