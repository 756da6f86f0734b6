"""The knapsack optimum where several sets are equally good."""

from voting.ballots import Profile
from voting.election import Election, Project
from voting.methods import METHODS


def test_of_sets_with_as_many_votes_the_cheaper_wins() -> None:
    election = Election(20, (Project("a", 20), Project("b", 10)))
    profile = Profile.from_ballots(election, [["a"], ["b"]], "approval")
    assert METHODS["knapsack"].run(election, profile).winners == ("b",)


def test_of_sets_that_cost_as_much_too_the_tie_rule_decides() -> None:
    election = Election(10, (Project("a", 10), Project("b", 10)))
    profile = Profile.from_ballots(election, [["a"], ["b"]], "approval")
    for rule, winner in (("list:a,b", "a"), ("list:b,a", "b")):
        outcome = METHODS["knapsack"].run(election, profile, tie=rule)
        assert (outcome.winners, bool(outcome.ties)) == ((winner,), True)
