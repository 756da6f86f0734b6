"""The METHODS entry: worked examples, every parameter, and the answers to why."""

import pytest

from tests.voting.equal_shares.cases import case
from voting.ballots import Profile
from voting.election import Election, Project
from voting.errors import ParameterError
from voting.explain import explain, explain_one
from voting.methods import METHODS

EQUAL_SHARES = METHODS["equal-shares"]


def count(election, ballots, **given):
    profile = Profile.from_ballots(election, ballots, "approval")
    return EQUAL_SHARES.run(election, profile, **given), profile


def village():
    """Ten voters, 1,000: seven for a park, six of them for a square, three for a bench."""
    projects = (Project("park", 600), Project("square", 500), Project("bench", 240))
    ballots = [["park", "square"]] * 6 + [["park"]] + [["bench"]] * 3
    return Election(1000, projects, minor_per_unit=1), ballots


def test_a_group_pays_for_what_it_supports_with_its_own_share():
    outcome, profile = count(*village(), completion="none")
    assert outcome.winners == ("park", "bench")
    park, square, bench = explain(village()[0], profile, outcome)
    assert (park.reason, park.facts["paid_per_voter"], park.facts["paid_in_full_by"]) == (
        "bought",
        85.7143,
        7,
    )
    assert (bench.facts["effective_support"], bench.facts["paid_per_voter"]) == (3.0, 80.0)
    assert square.reason == "unaffordable"
    assert square.facts["spent_on"] == {"park": 514}
    assert (square.facts["left"], square.facts["missing"]) == (86, 414)
    assert (square.cost_cut, square.facts["votes_short"]) == (415, 2)


def test_raising_stops_before_the_budget_is_exceeded_and_then_score_fills_up():
    election, ballots = village()
    raised, profile = count(election, ballots)
    assert raised.winners == ("park", "bench")
    assert raised.details["stopped"] == "overspend"
    square = explain_one(election, profile, raised, "square")
    assert (square.cost_cut, square.facts["cost_cut"]) == (None, 1)
    assert raised.details["final_share"] == "169"
    cheap = Project("tree", 150)
    more = Election(1000, (*election.projects, cheap), minor_per_unit=1)
    filled, profile = count(more, ballots, completion="add1-greedy")
    assert filled.winners == ("park", "bench", "tree")
    assert filled.details["added_by_score"] == ["tree"]
    assert explain_one(more, profile, filled, "tree").reason == "added-by-score"


def test_the_stop_rule_changes_winners():
    projects = (Project("a", 50), Project("b", 60), Project("c", 40))
    election = Election(100, projects, minor_per_unit=1)
    ballots = [["a"]] * 5 + [["b"]] * 5 + [["c"]] * 2
    exhaustive, _ = count(election, ballots, stop="exhaustive")
    overspend, _ = count(election, ballots, stop="overspend")
    assert exhaustive.spent <= 100
    assert exhaustive.details["stopped"] in ("exhaustive", "overspend")
    assert overspend.details["increments"] >= exhaustive.details["increments"]


def test_the_share_may_start_at_whole_units_and_grow_by_any_amount():
    election, ballots = village()
    thirds = Election(100_000, election.projects)
    outcome, _ = count(thirds, ballots[:3], start="floor", increment=250, completion="add1")
    assert outcome.details["start_share"] == "33300"
    assert outcome.parameters["increment"] == 250
    with pytest.raises(ParameterError, match="raised by nothing"):
        count(election, ballots, increment=0)


@pytest.mark.parametrize(("nothing", "winners"), [("counted", ("a",)), ("ignored", ("b",))])
def test_comparison_depends_on_how_voters_with_nothing_count(nothing, winners):
    projects = (Project("a", 90), Project("b", 40))
    election = Election(100, projects, minor_per_unit=1)
    ballots = [["a"]] * 6 + [["b"]] * 5
    outcome, profile = count(election, ballots, completion="comparison", compare_nothing=nothing)
    assert outcome.winners == winners
    told = outcome.details["comparison"]
    assert (told["equal_shares"], told["greedy"]) == (["b"], ["a"])
    reason = explain_one(election, profile, outcome, "b").reason
    assert reason == ("replaced-by-greedy" if nothing == "counted" else "bought")


def test_comparison_measures():
    projects = (Project("a", 90), Project("b", 40))
    election = Election(100, projects, minor_per_unit=1)
    ballots = [["a"]] * 6 + [["b"]] * 5
    for measure in ("projects", "cost", "scores", "represented"):
        outcome, _ = count(election, ballots, completion="comparison", compare_by=measure)
        told = outcome.details["comparison"]
        assert (told["prefer_greedy"], told["prefer_equal_shares"]) == (6, 5)


def test_projects_below_the_threshold_withdrawn_free_or_unsupported_are_named():
    projects = (
        Project("a", 10),
        Project("few", 10),
        Project("gone", 10, withdrawn=True),
        Project("free", 0),
        Project("none", 10),
    )
    election = Election(100, projects, minor_per_unit=1)
    ballots = [["a", "gone", "free"]] * 3 + [["few"]]
    outcome, _ = count(election, ballots, threshold="2")
    assert outcome.winners == ("free", "a")
    facts = outcome.details["projects"]
    assert {name: fact["status"] for name, fact in facts.items()} == {
        "a": "bought",
        "few": "below-threshold",
        "gone": "withdrawn",
        "free": "free",
        "none": "below-threshold",
    }
    unsupported, _ = count(election, ballots)
    assert unsupported.details["projects"]["none"]["status"] == "unsupported"


def test_cardinality_prefers_many_cheap_projects_where_cost_prefers_wide_support():
    ballots = [{0: 1, 1: 1}] * 3 + [{0: 1}] * 3
    election, profile, _ = case(120, [100, 30], ballots)
    by_cost = EQUAL_SHARES.run(election, profile, utility="cost", completion="none")
    by_number = EQUAL_SHARES.run(election, profile, utility="cardinality", completion="none")
    assert by_cost.winners[0] == "p0"
    assert by_number.winners[0] == "p1"


def test_nobody_and_nothing():
    election = Election(100, (Project("a", 10),))
    empty = Profile.from_ballots(election, [], "approval")
    assert EQUAL_SHARES.run(election, empty).winners == ()
    blank = Profile.from_ballots(election, [[], []], "approval")
    assert EQUAL_SHARES.run(election, blank).winners == ()
    penniless = Election(0, (Project("a", 10),), minor_per_unit=1)
    outcome, _ = count(penniless, [["a"]])
    assert outcome.winners == ()
    assert outcome.details["final_share"] == "9"


def test_a_place_without_a_point_is_no_support():
    election = Election(100, (Project("a", 50), Project("b", 50)), vote_type="ordinal")
    profile = Profile.from_groups(2, {((0, 1), (1, 0)): 2}, "ordinal")
    outcome = METHODS["equal-shares"].run(election, profile)
    assert outcome.winners == ("a",)
    assert outcome.details["projects"]["b"]["status"] == "unsupported"
