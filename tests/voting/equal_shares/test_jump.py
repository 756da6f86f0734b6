"""The jump finds what the walk finds, and looks at far fewer shares where little changes."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.collection import COLLECTION, SEEDS
from tests.voting.equal_shares.cases import TIES, case, elections, problem_of
from voting import pabulib
from voting.equal_shares.problem import UTILITIES
from voting.equal_shares.run import run_at
from voting.equal_shares.search import STOPS, Shares, jump, start_share, walk

QUICK = 300_000
"""Bytes of a file that is walked in a second or so; larger ones are marked slow."""
FILES = [
    pytest.param(
        path, id=path.stem, marks=[pytest.mark.slow] if path.stat().st_size > QUICK else []
    )
    for place in (SEEDS, COLLECTION)
    if place is not None
    for path in sorted(place.glob("*.pb"))
]


def same(problem, shares, stop):
    walked, jumped = walk(problem, shares, stop), jump(problem, shares, stop)
    assert jumped.increments == walked.increments
    assert jumped.why == walked.why
    assert jumped.run.share == walked.run.share
    assert [(b.project, b.tied) for b in jumped.run.bought] == [
        (b.project, b.tied) for b in walked.run.bought
    ]
    return walked, jumped


@settings(max_examples=300, deadline=None)
@given(
    elections(projects=6, voters=9, money=15, scale=7),
    st.sampled_from(UTILITIES),
    st.sampled_from(TIES),
    st.sampled_from(STOPS),
    st.integers(0, 3),
)
def test_jump_equals_walk(drawn, utility, tie, stop, increment):
    election, profile, ballots = drawn
    problem = problem_of(election, profile, utility=utility, tie=tie)
    start = Fraction(election.budget, len(ballots))
    same(problem, Shares(start, Fraction(1, 3) if increment == 0 else increment), stop)


def test_costs_grow_with_changes_not_with_increments():
    ballots = [{0: 1, 1: 1}] * 3 + [{1: 1, 2: 1}] * 2 + [{2: 1}] * 2
    election, profile, _ = case(9_000_000, [3_000_000, 5_000_000, 4_000_000], ballots)
    problem = problem_of(election, profile)
    shares = Shares(start_share(election.budget, profile.n_voters), 100)
    walked, jumped = same(problem, shares, "overspend")
    assert walked.examined > 5_000
    assert jumped.examined < 100


def test_equal_ends_do_not_prove_what_lies_between():
    ballots = [{1, 3}, {0, 3}, {0, 1, 2, 3}, {2}, {0, 1, 2}, {0, 1, 3}, {1}]
    points = [dict.fromkeys(ballot, 1) for ballot in ballots]
    election, profile, _ = case(100, [68, 27, 63, 86], points)
    problem = problem_of(election, profile, utility="cardinality")
    low = run_at(problem, Fraction(36))
    high = run_at(problem, Fraction(43), low)
    assert high.order == low.order != run_at(problem, Fraction(41)).order
    assert not high.proven
    assert run_at(problem, Fraction(36), low).proven


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("path", FILES)
def test_jump_equals_walk_on_the_collection(path, stop):
    election, profile = pabulib.read(path)
    for utility in ("cost", "cardinality") if path.stat().st_size < QUICK else ("cost",):
        problem = problem_of(election, profile, utility=utility)
        shares = Shares(start_share(election.budget, profile.n_voters), election.minor_per_unit)
        same(problem, shares, stop)
