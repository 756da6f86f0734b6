"""Whole packages: published examples, run-off, and packages above the budget."""

import pytest

from voting.ballots import Profile
from voting.election import Election, Project
from voting.methods import METHODS

PACKAGES = Election(100, tuple(Project(name, 100) for name in "ABCDE"))

# The example of Schulze's article of 2011 (45 voters).
SCHULZE_2011 = {
    "ACBED": 5,
    "ADECB": 5,
    "BEDAC": 8,
    "CABED": 3,
    "CAEBD": 7,
    "CBADE": 2,
    "DCEBA": 7,
    "EBADC": 8,
}


def ranked(votes: dict[str, int], election: Election = PACKAGES) -> Profile:
    ballots = [list(order) for order, number in votes.items() for _ in range(number)]
    return Profile.from_ballots(election, ballots, "ordinal")


def test_schulze_as_published() -> None:
    outcome = METHODS["schulze"].run(PACKAGES, ranked(SCHULZE_2011))
    assert outcome.winners == ("E",)
    assert outcome.details["duels"][0] == [45, 20, 26, 30, 22]
    assert outcome.details["chains"][0] == [0, 28, 28, 30, 24]


def test_the_four_ways_differ_on_the_same_ballots() -> None:
    votes = {"ABC": 8, "BCA": 5, "CBA": 4, "BAC": 1}
    three = Election(100, tuple(Project(name, 90) for name in "ABC"))
    won = {
        name: METHODS[name].run(three, ranked(votes, three)).winners
        for name in ("plurality", "instant-runoff", "borda", "schulze")
    }
    assert won == {
        "plurality": ("A",),
        "instant-runoff": ("B",),
        "borda": ("B",),
        "schulze": ("B",),
    }


def test_runoff() -> None:
    votes = {"ABC": 4, "BCA": 3, "CBA": 2}
    three = Election(100, tuple(Project(name, 90) for name in "ABC"))
    profile = ranked(votes, three)
    method = METHODS["plurality"]
    assert method.run(three, profile).winners == ("A",)
    assert method.run(three, profile, runoff="same-ballots").winners == ("B",)
    undecided = method.run(three, profile, runoff="second-vote")
    assert undecided.winners == ()
    assert undecided.details["runoff"] == ("A", "B")


def test_half_is_no_majority() -> None:
    three = Election(100, (Project("A", 90), Project("B", 80), Project("C", 90)))
    profile = ranked({"A": 2, "BA": 1, "CBA": 1}, three)
    assert METHODS["instant-runoff"].run(three, profile).winners == ("B",)


def test_a_package_above_the_budget_cannot_win() -> None:
    election = Election(100, (Project("A", 101), Project("B", 100)))
    profile = Profile.from_ballots(election, [["A"], ["A"], ["B"]], "choose-1")
    outcome = METHODS["plurality"].run(election, profile)
    assert outcome.winners == ("B",)
    assert outcome.steps[0].data["reason"] == "over-budget"


def test_approval_counts_every_tick() -> None:
    profile = Profile.from_ballots(PACKAGES, [["A", "B"], ["B", "C"], ["C", "B"], []], "approval")
    outcome = METHODS["approval-packages"].run(PACKAGES, profile)
    assert outcome.winners == ("B",)
    assert outcome.details["votes"]["B"] == 3


def test_an_even_duel_is_no_victory() -> None:
    three = Election(100, tuple(Project(name, 90) for name in "ABC"))
    outcome = METHODS["schulze"].run(three, ranked({"A": 1, "BC": 1}, three))
    assert outcome.details["chains"] == [[0, 0, 0], [0, 0, 1], [0, 0, 0]]
    assert outcome.ties[0].projects == ("A", "B")


def test_a_victory_is_worth_its_votes_or_its_margin() -> None:
    two = Election(100, (Project("A", 90), Project("B", 90)))
    profile = ranked({"AB": 3, "BA": 1}, two)
    schulze = METHODS["schulze"]
    assert schulze.run(two, profile).details["chains"] == [[0, 3], [0, 0]]
    margins = schulze.run(two, profile, strength="margins")
    assert margins.details["chains"] == [[0, 2], [0, 0]]


@pytest.mark.parametrize("name", [name for name, m in METHODS.items() if m.whole_packages])
def test_without_a_ballot_that_names_one_nobody_wins(name: str) -> None:
    for ballots in ([], [[]]):
        profile = Profile.from_ballots(PACKAGES, ballots, "ordinal")
        outcome = METHODS[name].run(PACKAGES, profile)
        assert (outcome.winners, outcome.ties) == ((), ())
