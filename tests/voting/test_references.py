"""Each fast method equals a slow one that is written from the definition."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.voting import references
from tests.voting.elections import Voted, elections, profile_of
from voting.ballots import CUMULATIVE, ORDINAL
from voting.methods import METHODS
from voting.methods.cumulative_transfers import _portions

many = settings(max_examples=80, deadline=None)


@given(voted=elections(("approval",)))
@many
def test_greedy(voted: Voted) -> None:
    profile = profile_of(voted)
    for name, stop in (("greedy", False), ("greedy-no-skip", True)):
        won = METHODS[name].run(voted[0], profile).winners
        assert list(won) == references.greedy(voted, profile, stop=stop)


@given(voted=elections(most=7))
@many
def test_knapsack(voted: Voted) -> None:
    profile = profile_of(voted)
    outcome = METHODS["knapsack"].run(voted[0], profile)
    assert outcome.details["total"] == references.best_total(voted[0], profile)


@given(voted=elections((ORDINAL,)))
@many
def test_instant_runoff(voted: Voted) -> None:
    profile = profile_of(voted)
    won = METHODS["instant-runoff"].run(voted[0], profile).winners
    assert list(won) == references.instant_runoff(voted, profile)


@given(voted=elections((ORDINAL,), most=5))
@many
def test_schulze(voted: Voted) -> None:
    profile = profile_of(voted)
    assume(profile.n_groups)
    outcome = METHODS["schulze"].run(voted[0], profile)
    best = references.schulze(voted)
    assert set(outcome.winners) <= best
    assert bool(outcome.winners) == bool(best)
    assert set(outcome.ties[0].projects if outcome.ties else outcome.winners) == best


@pytest.mark.parametrize("places", ["listed", "all"])
@pytest.mark.parametrize("last", ["0", "1"])
@given(voted=elections((ORDINAL,)))
@settings(max_examples=40, deadline=None)
def test_borda(last: str, places: str, voted: Voted) -> None:
    outcome = METHODS["borda"].run(voted[0], profile_of(voted), last=last, places=places)
    points: dict[str, Fraction] = outcome.details["points"]
    assert points == references.borda(voted, int(last), places)


@given(voted=elections((CUMULATIVE,)))
@many
def test_cumulative_transfers(voted: Voted) -> None:
    profile = profile_of(voted)
    expected, close = references.transfers(voted, profile)
    assume(not close)
    outcome = METHODS["cumulative-transfers"].run(voted[0], profile, completion="none")
    assert list(outcome.winners) == expected


@given(
    support=st.integers(1, 2**51),
    price=st.integers(1, 2**51),
    shares=st.lists(st.floats(0, 1), min_size=1, max_size=20),
)
@many
def test_portions_are_exact(support: int, price: int, shares: list[float]) -> None:
    held = [0, support, *(int(share * support) for share in shares)]
    found = _portions(np.array(held, np.int64), min(price, support), support)
    assert found.tolist() == [one * min(price, support) // support for one in held]
