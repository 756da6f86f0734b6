"""Small numbers stay hidden, also from those who subtract."""

from hypothesis import given
from hypothesis import strategies as st

from budget_app.ballots.turnout import SMALLEST, protect

COUNTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 25), max_size=8)


def test_one_small_number_takes_the_next_with_it() -> None:
    assert protect({"a": 3, "b": 40, "c": 12}) == {"a": None, "b": 40, "c": None}


def test_large_numbers_are_all_shown() -> None:
    assert protect({"a": 10, "b": 40}) == {"a": 10, "b": 40}


@given(COUNTS)
def test_subtracting_never_shows_a_small_number(counts: dict[str, int]) -> None:
    shown = protect(counts)
    hidden = [counts[key] for key, number in shown.items() if number is None]
    assert all(number is None or number >= SMALLEST for number in shown.values())
    if hidden and len(hidden) < len(counts):
        assert len(hidden) >= 2
        assert sum(hidden) >= SMALLEST
