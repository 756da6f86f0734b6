"""Cumulative voting with transfers: rounding in favour of projects, and the order of leftovers."""

import pytest

from voting.ballots import CUMULATIVE, ORDINAL, Profile
from voting.election import Election, Project
from voting.methods.cumulative_transfers import METHOD

# Every voter has a third of what does not divide by three. The three amounts are counted as floats,
# as 64-bit numbers, and as whole numbers without a limit.
AMOUNTS = [100, 10**10, 10**13]


def reasons(election: Election, profile: Profile, **parameters: str) -> list[tuple[str, str]]:
    """What was funded and why, in order."""
    outcome = METHOD.run(election, profile, **parameters)
    funded = [step for step in outcome.steps if step.action == "fund"]
    return [(str(step.project), step.data["reason"]) for step in funded]


@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("shares", ["voters", "points"])
def test_three_thirds_pay_for_the_whole(amount: int, shares: str) -> None:
    election = Election(amount, (Project("a", amount),), vote_type=CUMULATIVE)
    profile = Profile.from_ballots(election, [{"a": 1}] * 3, CUMULATIVE)
    assert reasons(election, profile, shares=shares) == [("a", "supported")]


@pytest.mark.parametrize("amount", AMOUNTS)
def test_thirds_of_every_share_pay_for_one_project_after_another(amount: int) -> None:
    projects = tuple(Project(name, amount) for name in "abc")
    election = Election(3 * amount, projects, vote_type=CUMULATIVE)
    profile = Profile.from_ballots(election, [dict.fromkeys("abc", 1)] * 3, CUMULATIVE)
    assert reasons(election, profile) == [(name, "supported") for name in "abc"]


def test_who_dropped_out_last_comes_first_for_what_is_left() -> None:
    election = Election(100, (Project("a", 100), Project("b", 90)), vote_type=CUMULATIVE)
    profile = Profile.from_ballots(election, [{"a": 1}] * 6 + [{"b": 1}] * 4, CUMULATIVE)
    assert reasons(election, profile) == [("a", "leftover")]
    assert reasons(election, profile, completion="none") == []


@pytest.mark.filterwarnings("error")
def test_ballots_without_a_point_support_nothing() -> None:
    election = Election(100, (Project("a", 50), Project("b", 50)), vote_type=ORDINAL)
    profile = Profile.from_groups(2, {((0, 1), (0, 0)): 2, ((0,), (3,)): 1}, ORDINAL)
    outcome = METHOD.run(election, profile, completion="none")
    assert outcome.winners == ()
    assert {step.data["support"] for step in outcome.steps} == {0, 33}
