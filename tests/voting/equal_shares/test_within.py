"""Shares at which nothing can cost too much are not looked at, and none of them could have."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.equal_shares.cases import case, elections, problem_of
from voting.equal_shares import within
from voting.equal_shares.problem import UTILITIES
from voting.equal_shares.run import run_at
from voting.equal_shares.search import Shares, jump, spent


@settings(max_examples=300, deadline=None)
@given(elections(projects=6, voters=9, money=15, scale=7), st.sampled_from(UTILITIES))
def test_no_outcome_up_to_there_exceeds_the_budget(drawn, utility):
    election, profile, ballots = drawn
    problem = problem_of(election, profile, utility=utility)
    shares = Shares(Fraction(election.budget, len(ballots)), 1)
    for k in range(min(within.increments(problem, *vars(shares).values()), 200) + 1):
        run = run_at(problem, shares(k))
        assert spent(problem, run) <= election.budget
        assert len(run.bought) < len(problem.supporters) or not k


def test_it_goes_as_far_as_voters_within_reach_have_money():
    # Ten voters, one of whom supports what she alone can never pay; nine can spend 100 together.
    ballots = [{0: 1}] * 9 + [{1: 1}]
    election, profile, _ = case(100, [99, 5000], ballots)
    problem = problem_of(election, profile)
    # The nine have 9 s: all within 100 as long as s <= 100 / 9, but 99 is the most they can buy.
    # So the next thing that can happen is at s = 5000, where the other one is bought as well.
    assert within.increments(problem, Fraction(10), 1) == 4989
    found = jump(problem, Shares(Fraction(10), 1), "overspend")
    assert (found.increments, found.examined, found.skipped) == (4989, 2, 4989)


def test_between_two_thresholds_the_money_of_those_within_reach_decides():
    ballots = [{0: 1}] * 4 + [{1: 1}] * 4 + [{}] * 2
    election, profile, _ = case(100, [60, 60], ballots)
    # Both are within reach from 15 on; until 14 neither is, and 8 voters with 15 have 120.
    assert within.increments(problem_of(election, profile), Fraction(10), 1) == 4
    election, profile, _ = case(100, [40, 4000, 90], [{0: 1, 2: 1}] * 4 + [{1: 1}] * 6)
    # 40 from 10 on, 90 from 22.5 on: the four who can pay have 100 at 25.
    assert within.increments(problem_of(election, profile), Fraction(10), 1) == 15


def test_it_skips_nothing_where_all_projects_fit():
    election, profile, _ = case(100, [60, 40], [{0: 1}, {1: 1}, {}])
    assert within.increments(problem_of(election, profile), Fraction(33), 1) == 0
