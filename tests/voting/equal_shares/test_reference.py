"""Equal Shares equals the slow reference written from the definition, in everything it decides."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.equal_shares import reference
from tests.voting.equal_shares.cases import TIES, elections, problem_of
from voting.equal_shares.payments import exact_payments
from voting.equal_shares.problem import UTILITIES
from voting.equal_shares.run import run_at
from voting.methods import METHODS
from voting.ties import TieBreaker


@settings(max_examples=400, deadline=None)
@given(elections(), st.sampled_from(UTILITIES), st.sampled_from(TIES), st.integers(0, 9))
def test_one_share_buys_what_the_definition_buys(case, utility, tie, more):
    election, profile, ballots = case
    share = Fraction(election.budget, len(ballots)) + Fraction(more, 3)
    problem = problem_of(election, profile, utility=utility, tie=tie)
    ranks = TieBreaker(tie, election, profile).ranks
    expected = reference.at_share(election.costs, ballots, share, utility, ranks)
    run = run_at(problem, share)
    assert run.order == [c for c, _, _ in expected]
    payments = exact_payments(problem, run)
    for (c, x, paid), bought in zip(expected, run.bought, strict=True):
        assert abs(bought.price - float(x)) <= 1e-9 * float(x)
        assert float(x) <= bought.ceiling * problem.scales[c] * (1 + 1e-15)
        weights = profile.weights
        assert sum(a * int(weights[g]) for g, a in payments.paid[c].items()) == election.costs[c]
        assert sum(paid.values()) == election.costs[c]
        assert sorted(set(paid.values())) == sorted(set(payments.paid[c].values()))


@settings(max_examples=300, deadline=None)
@given(
    elections(),
    st.sampled_from(UTILITIES),
    st.sampled_from(TIES),
    st.sampled_from(("overspend", "exhaustive")),
    st.sampled_from(("exact", "floor")),
    st.integers(1, 3),
)
def test_raising_the_share_stops_where_the_walk_by_the_definition_stops(
    case, utility, tie, stop, start, increment
):
    election, profile, ballots = case
    first = Fraction(election.budget, len(ballots))
    k, order = reference.walk(
        election.budget,
        election.costs,
        ballots,
        utility,
        TieBreaker(tie, election, profile).ranks,
        first if start == "exact" else Fraction(first.numerator // first.denominator),
        increment,
        stop,
    )
    outcome = METHODS["equal-shares"].run(
        election,
        profile,
        utility=utility,
        tie=tie,
        stop=stop,
        start=start,
        increment=increment,
    )
    assert outcome.details["increments"] == k
    assert outcome.winners == tuple(f"p{c}" for c in order)
    assert outcome.spent <= election.budget
