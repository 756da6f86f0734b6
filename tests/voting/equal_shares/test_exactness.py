"""Attacks on the float filter: prices and purses that differ in the last bits, or not at all."""

import random
from fractions import Fraction
from math import gcd

import pytest

from tests.voting.equal_shares import reference
from tests.voting.equal_shares.cases import problem_of
from voting.ballots import Profile
from voting.election import Election, Project
from voting.equal_shares import bounds
from voting.equal_shares.run import Purchases, run_at
from voting.ties import TieBreaker

PROJECTS, GROUPS = 4, 6


def make(budget, costs, ballots, counts):
    """An election in which ballot g was cast counts[g] times."""
    projects = tuple(Project(f"p{c}", cost) for c, cost in enumerate(costs))
    election = Election(budget, projects, minor_per_unit=1)
    groups = {
        (tuple(sorted(ballot)), (1,) * len(ballot)): count
        for ballot, count in zip(ballots, counts, strict=True)
    }
    return election, Profile.from_groups(len(costs), groups, "approval")


def attack(seed):
    """A random election whose last project costs what it takes to tie with an earlier purchase.

    Its cost is its takings at that purchase's price, rounded: the two prices differ by less than
    one minor unit in up to 10**15, or not at all.
    """
    draw = random.Random(seed)
    share = draw.randrange(10**3, 10**8)
    ballots = []
    while len(ballots) < GROUPS:
        ballot = {c for c in range(PROJECTS) if draw.random() < 0.6}
        if ballot and ballot not in ballots:
            ballots.append(ballot)
    counts = [draw.randrange(1, 10 ** draw.randrange(1, 8)) for _ in ballots]
    as_points = [dict.fromkeys(ballot, 1) for ballot in ballots]
    costs = []
    for c in range(PROJECTS):
        money = sum(n for b, n in zip(ballots, counts, strict=True) if c in b) * share
        costs.append(max(1, int(money * draw.uniform(0.05, 0.9))))
    others = [*costs[:-1], sum(counts) * share + 1]
    bought = reference.at_share(others, as_points, Fraction(share), "cardinality", range(9), counts)
    if bought:
        _, price, _ = target = draw.choice(bought)
        left = [Fraction(share)] * GROUPS
        for _, _, paid in bought[: bought.index(target)]:
            for i, amount in paid.items():
                left[i] -= amount
        takings = sum(
            min(left[i], price) * counts[i] for i in range(GROUPS) if PROJECTS - 1 in ballots[i]
        )
        costs[-1] = max(1, int(takings) + draw.choice((0, 0, 1)))
    return costs, ballots, counts, share, draw.choice(("list", "cheaper", "dearer"))


def decides_right(costs, ballots, counts, share, tie):
    election, profile = make(share * sum(counts), costs, ballots, counts)
    problem = problem_of(election, profile, utility="cardinality", tie=tie)
    ranks = TieBreaker(tie, election, profile).ranks
    as_points = [dict.fromkeys(ballot, 1) for ballot in ballots]
    expected = reference.at_share(costs, as_points, Fraction(share), "cardinality", ranks, counts)
    return run_at(problem, Fraction(share)).order == [c for c, _, _ in expected]


@pytest.mark.parametrize("start", range(0, 1000, 250))
def test_near_ties_anywhere_in_a_run_are_decided_right(start):
    assert all(decides_right(*attack(seed)) for seed in range(start, start + 250))


def test_the_same_attacks_break_floats_without_bounds(monkeypatch):
    monkeypatch.setattr(bounds, "start_error", lambda *_: 0.0)
    monkeypatch.setattr(bounds, "sum_error", lambda *_: 0.0)
    monkeypatch.setattr(bounds, "purchase_error", lambda *_: 0.0)
    monkeypatch.setattr(Purchases, "compare", lambda _, a, b: (a.rank > b.rank) - (a.rank < b.rank))
    assert not all(decides_right(*attack(seed)) for seed in range(1000))


def neighbours(cost, voters):
    """A fraction whose difference from cost / voters is one over the product of denominators."""
    inverse = pow(cost, -1, voters)
    other_voters = inverse + voters * 2
    return (cost * other_voters - 1) // voters, other_voters


@pytest.mark.parametrize("seed", range(60))
def test_prices_that_differ_by_one_part_in_ten_to_the_fifteen(seed):
    draw = random.Random(seed)
    voters = draw.randrange(2 * 10**7, 3 * 10**7)
    cost = draw.randrange(10**8, 10**9)
    cost += next(d for d in range(voters) if gcd(cost + d, voters) == 1)
    less, others = neighbours(cost, voters)
    assert 0 < Fraction(cost, voters) - Fraction(less, others) < Fraction(1, 10**14)
    for costs, counts in (([cost, less], [voters, others]), ([less, cost], [others, voters])):
        election, profile = make(10**18, costs, [{0}, {1}], counts)
        problem = problem_of(election, profile, utility="cardinality", tie="list")
        cheaper = costs.index(less)
        assert run_at(problem, Fraction(10**9)).order == [cheaper, 1 - cheaper]


@pytest.mark.parametrize("seed", range(60))
def test_one_minor_unit_more_than_the_supporters_have_is_too_much(seed):
    draw = random.Random(seed)
    voters, share = draw.randrange(1, 10**6), Fraction(draw.randrange(1, 10**12), 7)
    money = voters * share
    for cost in (int(money), int(money) + 1):
        election, profile = make(10**18, [cost], [{0}], [voters])
        run_ = run_at(problem_of(election, profile), share)
        assert run_.order == ([0] if cost <= money else [])


def test_equal_prices_are_ties_even_where_floats_differ():
    costs, counts = [10**15 + 1, 3 * (10**15 + 1)], [7, 21]
    election, profile = make(10**18, costs, [{0}, {1}], counts)
    for tie, first in (("cheaper", 0), ("dearer", 1)):
        problem = problem_of(election, profile, utility="cardinality", tie=tie)
        result = run_at(problem, Fraction(10**16))
        assert result.order[0] == first
        assert set(result.bought[0].tied) == {0, 1}
