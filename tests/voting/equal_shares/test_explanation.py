"""The explanation adds up to the cent, and what it says would have changed the outcome does."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.equal_shares.cases import case, elections, problem_of
from voting.equal_shares.explanation import follow
from voting.equal_shares.payments import exact_payments
from voting.equal_shares.problem import UTILITIES
from voting.equal_shares.run import run_at
from voting.methods import METHODS

MANY = {"projects": 6, "voters": 9, "money": 15, "scale": 1000}


@settings(max_examples=200, deadline=None)
@given(elections(**MANY), st.sampled_from(UTILITIES), st.sampled_from(("none", "add1")))
def test_amounts_add_up_to_the_cent_and_equal_the_exact_ones(drawn, utility, completion):
    election, profile, _ = drawn
    outcome = METHODS["equal-shares"].run(
        election, profile, utility=utility, completion=completion, increment=50
    )
    problem = problem_of(election, profile, utility=utility)
    run = run_at(problem, Fraction(outcome.details["final_share"]))
    exact = exact_payments(problem, run)
    for c, project in enumerate(election.projects):
        facts = outcome.details["projects"][project.id]
        if facts["status"] == "bought":
            paid = exact.paid[c]
            assert sum(a * int(profile.weights[g]) for g, a in paid.items()) == project.cost
            assert len(outcome.winners) >= facts["round"]
            parts = ("paid_in_full_by", "paid_in_part_by", "without_money")
            assert sum(facts[part] for part in parts) == facts["supporters"]
            assert abs(facts["paid_per_voter"] - float(run.bought[facts["round"] - 1].price)) < 1e-3
        elif facts["status"] == "unaffordable":
            assert sum(facts["spent_on"].values()) + facts["left"] == facts["supporters_money"]
            assert facts["left"] + facts["missing"] == project.cost
            assert facts["missing"] > 0
            for name, amount in facts["spent_on"].items():
                by = exact.paid[election.index[name]]
                mine = [g for g in by if g in problem.supporters[c].groups]
                assert abs(amount - sum(by[g] * int(profile.weights[g]) for g in mine)) <= 1


@settings(max_examples=300, deadline=None)
@given(elections(**MANY), st.sampled_from(UTILITIES), st.integers(0, 3000))
def test_the_cost_that_wins_wins_and_no_higher_one_does(drawn, utility, more):
    election, profile, ballots = drawn
    share = Fraction(election.budget, len(ballots)) + more
    for c, found in losing_ties(election, profile, utility, share):
        wins_at = found.cost_that_wins
        for cost, expected in ((wins_at, True), (wins_at + 1, False)):
            if 0 < cost < election.costs[c]:
                projects = list(election.projects)
                projects[c] = replace(projects[c], cost=cost)
                changed = replace(election, projects=tuple(projects))
                assert (c in order(changed, profile, c, utility, share)) is expected


@settings(max_examples=300, deadline=None)
@given(elections(**MANY), st.sampled_from(("cost", "cardinality")), st.integers(0, 3000))
def test_as_many_votes_as_were_short_win_and_fewer_do_not(drawn, utility, more):
    election, profile, ballots = drawn
    share = Fraction(election.budget, len(ballots)) + more
    for c, found in losing_ties(election, profile, utility, share):
        for votes, expected in ((found.votes_short, True), (found.votes_short - 1, False)):
            voters = [*ballots, *[{c: 1}] * votes]
            _, joined, _ = case(election.budget, list(election.costs), voters)
            assert (c in order(election, joined, c, utility, share)) is expected


def losing_ties(election, profile, utility, share):
    """Every project that is not bought when it comes last in ties, with what was taken down."""
    for c in problem_of(election, profile).candidates:
        problem = problem_of(election, profile, utility=utility, tie=last(election, c))
        run = run_at(problem, share)
        if c not in run.order:
            yield c, follow(problem, run).losers.facts(c)


def last(election, c):
    others = [project.id for i, project in enumerate(election.projects) if i != c]
    return "list:" + ",".join(others) if others else "list"


def order(election, profile, c, utility, share):
    problem = problem_of(election, profile, utility=utility, tie=last(election, c))
    return run_at(problem, share).order
