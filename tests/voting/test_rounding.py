"""Parts of an amount as whole minor units."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rounding import rounded


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=9), st.integers(1, 97))
def test_the_sum_stays_and_no_part_moves_by_a_whole_unit(amounts: list[int], divisor: int) -> None:
    parts = {i: amount / divisor for i, amount in enumerate(amounts)}
    whole = round(sum(parts.values()))
    shown = rounded(parts, whole)
    assert sum(shown.values()) == whole
    assert all(abs(shown[i] - parts[i]) < 1.001 for i in parts)


@pytest.mark.parametrize(
    ("parts", "whole", "shown"),
    [
        ([1.2, 2.7, 3.1], 7, [1, 3, 3]),
        ([0.5, 0.5], 1, [1, 0]),
        ([1 / 3, 1 / 3, 1 / 3], 1, [1, 0, 0]),
        ([2.9999999999, 1.0], 4, [3, 1]),
        ([5.6, -0.6], 5, [6, -1]),
        ([1.4, 1.4], 2, [1, 1]),
        ([1.4, 1.4], 3, [2, 1]),
        ([], 0, []),
    ],
)
def test_largest_remainder_first(parts: list[float], whole: int, shown: list[int]) -> None:
    assert list(rounded(dict(enumerate(parts)), whole).values()) == shown


@pytest.mark.parametrize(
    ("parts", "whole"),
    [([1.0, 2.0], 4), ([1.0, 2.0], 2), ([0.4, 0.4], 2), ([], 1), ([math.nan], 0), ([math.inf], 0)],
)
def test_parts_that_cannot_add_up_are_refused(parts: list[float], whole: int) -> None:
    with pytest.raises(ValueError, match=f"cannot add up to {whole}"):
        rounded(dict(enumerate(parts)), whole)


def test_amounts_beyond_what_floats_hold_still_add_up() -> None:
    parts = dict.fromkeys(range(7), 10**19 / 7)
    assert sum(rounded(parts, 10**19 + 4096).values()) == 10**19 + 4096
