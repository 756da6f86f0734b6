"""Greedy rules with limits, minimums and money left, each on the smallest example that tells."""

from typing import Any

from voting.ballots import Profile
from voting.election import Election, Project
from voting.methods import METHODS
from voting.outcome import Outcome, Partial


def ran(projects: str, budget: int, method: str = "greedy", **parameters: Any) -> Outcome:
    """Count projects given as `name:label:cost`; the first has most votes, the last has one."""
    listed = [text.split(":") for text in projects.split()]
    election = Election(budget, tuple(Project(n, int(cost), "", (x,)) for n, x, cost in listed))
    names = [name for name, _, _ in listed]
    ballots = [names[:k] for k in range(1, len(names) + 1)]
    profile = Profile.from_ballots(election, ballots, "approval")
    return METHODS[method].run(election, profile, **parameters)


def test_more_than_a_minimum_frees_nothing_of_another() -> None:
    minimums = {"category:x": 30, "category:z": 20}
    assert ran("a:x:50 b:y:40 c:z:20", 100, minimums=minimums).winners == ("a", "c")


def test_what_a_minimum_does_not_need_is_freed_at_the_end() -> None:
    held_back = "a:y:40 b:x:30"
    assert ran(held_back, 100, minimums={"category:x": 70}).winners == ("b", "a")


def test_a_walk_that_stopped_frees_nothing() -> None:
    outcome = ran("a:y:40 b:x:30 c:y:80", 100, "greedy-no-skip", minimums={"category:x": 70})
    assert outcome.winners == ("b",)


def test_a_limit_may_be_reached_and_not_passed() -> None:
    for limit, winners in ((50, ("a", "b")), (49, ("a",))):
        assert ran("a:x:30 b:x:20", 100, limits={"category:x": limit}).winners == winners


def test_what_is_left_goes_to_the_highest_that_lacks_money() -> None:
    """Not to one that its limit keeps out."""
    said = {"limits": {"category:x": 30}}
    outcome = ran("a:y:60 b:x:40 c:y:70", 100, leftover="part", **said)
    assert (outcome.winners, outcome.partial) == (("a",), (Partial("c", 70, 40, 0),))
    outcome = ran("a:y:60 b:x:40 c:y:70", 100, leftover="top-up", **said)
    assert (outcome.winners, outcome.partial) == (("a", "c"), (Partial("c", 70, 40, 30),))
    assert outcome.spent == 100


def test_one_project_only_gets_what_is_left() -> None:
    outcome = ran("a:y:60 b:y:50 c:y:45", 100, leftover="part")
    assert outcome.partial == (Partial("b", 50, 40, 0),)


def test_exactly_enough_is_enough() -> None:
    assert ran("a:x:60 b:x:40", 100).winners == ("a", "b")
    assert ran("a:x:60 b:x:50", 100, "greedy-poznan", share="4/5").winners == ("a", "b")
    assert ran("a:x:60 b:x:51", 100, "greedy-poznan", share="4/5").winners == ("a",)


def test_a_tie_decides_only_where_one_wins_and_another_does_not() -> None:
    def decisive(budget: int) -> bool | None:
        election = Election(budget, (Project("a", 10), Project("b", 10)))
        profile = Profile.from_ballots(election, [["a", "b"]], "approval")
        return METHODS["greedy"].run(election, profile).ties[0].decisive

    assert (decisive(5), decisive(10), decisive(20)) == (False, True, False)


def test_only_a_lack_of_money_stops_a_walk() -> None:
    outcome = ran("a:y:60 b:x:40 c:y:40", 100, "greedy-no-skip", limits={"category:x": 30})
    assert outcome.winners == ("a", "c")


def test_the_score_needed_is_the_least_whole_number_that_reaches_the_threshold() -> None:
    outcome = ran("a:x:10 b:x:10 c:x:10", 100, threshold="1.5")
    assert outcome.winners == ("a", "b")
    assert [step.data["needed"] for step in outcome.steps if step.action == "reject"] == [2]
    assert ran("a:x:10 b:x:10 c:x:10", 100, threshold="2").winners == ("a", "b")
