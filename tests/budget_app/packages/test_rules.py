"""Dividing a budget, and what may be shown of a game."""

from hypothesis import given
from hypothesis import strategies as st

from budget_app.packages.rules import SMALLEST, divide, shown

COSTS = st.dictionaries(st.integers(1, 30), st.integers(0, 10**9), max_size=12)


@given(COSTS, st.sets(st.integers(1, 40)), st.integers(0, 10**10))
def test_every_idea_is_in_or_falls_off_and_nothing_else_counts(
    costs: dict[int, int], chosen: set[int], budget: int
) -> None:
    made = divide(costs, chosen, budget)
    assert sorted(made.chosen + made.fallen) == sorted(costs)
    assert made.cost + made.left == budget
    assert (made.too_much > 0) == (made.cost > budget)


def test_an_idea_that_was_asked_for_twice_costs_once() -> None:
    assert divide({1: 5, 2: 7}, [1, 1], 6).cost == 5


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 40)), st.integers(0, 40))
def test_no_number_below_the_smallest_is_ever_shown(counts: dict[int, int], players: int) -> None:
    for count in shown(counts, players).values():
        assert count is None or (count >= SMALLEST and players >= SMALLEST)


def test_a_number_that_is_large_enough_is_shown() -> None:
    assert shown({1: 10, 2: 9}, 12) == {1: 10, 2: None}
