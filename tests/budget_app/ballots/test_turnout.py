"""Small numbers stay hidden, also from those who subtract and know how hiding is done."""

from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from budget_app.ballots.turnout import SMALLEST, protect

COUNTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 25), max_size=8)


def test_one_small_number_takes_the_shortest_roll_with_it() -> None:
    counts, roll = {"a": 3, "b": 40, "c": 12}, {"a": 20, "b": 60, "c": 90}
    assert protect(counts, roll) == {"a": None, "b": None, "c": 12}


def test_large_numbers_are_all_shown() -> None:
    assert protect({"a": 10, "b": 40}, {"a": 50, "b": 50}) == {"a": 10, "b": 40}


@given(COUNTS)
def test_subtracting_never_shows_a_small_number(counts: dict[str, int]) -> None:
    shown = protect(counts, dict.fromkeys(counts, 30))
    hidden = [counts[key] for key, number in shown.items() if number is None]
    assert all(number is None or number >= SMALLEST for number in shown.values())
    if hidden and len(hidden) < len(counts):
        assert len(hidden) >= 2
        assert sum(hidden) >= SMALLEST


@example(9, 30, 30)  # hiding the next higher count would give the nine away
@given(st.integers(0, 9), st.integers(10, 30), st.integers(10, 30))
def test_who_knows_the_rule_cannot_work_out_a_small_number(a: int, b: int, c: int) -> None:
    """Try every turnout that gives the same table and total: the small number stays one of many."""
    roll = {"a": 60, "b": 50, "c": 60}
    table = protect({"a": a, "b": b, "c": c}, roll)
    total = a + b + c
    possible = {
        x
        for x, y in product(range(61), range(51))
        if 0 <= total - x - y <= 60 and protect({"a": x, "b": y, "c": total - x - y}, roll) == table
    }
    assert len(possible) >= 5
