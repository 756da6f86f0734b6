"""Sums by a stated rule that always add up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_app.budgets.config import AllotRule
from budget_app.priorities.rules import Figures, Theme, allot, divide, weights

WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)


@given(st.integers(0, 10**12), WEIGHTS)
def test_parts_sum_exactly_and_none_is_a_cent_off(amount: int, given_weights: list[int]) -> None:
    parts = divide(amount, given_weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, given_weights, strict=True):
        assert abs(part - Fraction(amount * weight, sum(given_weights))) < 1


@given(st.integers(0, 10**9), WEIGHTS)
def test_more_weight_never_gets_less(amount: int, given_weights: list[int]) -> None:
    parts = divide(amount, given_weights)
    for at, weight in enumerate(given_weights):
        assert all(parts[at] >= parts[i] for i, w in enumerate(given_weights) if w < weight)


def test_cents_that_do_not_divide_go_to_the_largest_remainder_then_the_first() -> None:
    assert divide(100, [1, 1, 1]) == [34, 33, 33]
    assert divide(100, [1, 2]) == [33, 67]
    with pytest.raises(ValueError, match="nothing to divide by"):
        divide(100, [0, 0])


def figures(*rows: tuple[str, int, int]) -> dict[str, Figures]:
    return {code: Figures(code, people, grade) for code, people, grade in rows}


def test_need_and_inhabitants_weigh_as_the_rule_says() -> None:
    parts = list(figures(("A", 3000, 1), ("B", 1000, 3)).values())
    assert weights(AllotRule(need=1, population=1), parts) == [Fraction(1, 2), Fraction(1, 2)]
    assert weights(AllotRule(need=0, population=1), parts) == [Fraction(3, 4), Fraction(1, 4)]
    assert weights(AllotRule(need=3, population=1), parts) == [Fraction(3, 8), Fraction(5, 8)]


def test_the_first_priorities_of_each_part_share_by_place() -> None:
    themes = [Theme(1, "A", 5), Theme(2, "A", 9), Theme(3, "A", 0), Theme(4, "B", 1)]
    areas, sums = allot(
        AllotRule(need=0, population=1, places=(2, 1)),
        900,
        figures(("A", 2, 1), ("B", 1, 1), ("C", 50, 1)),
        themes,
    )
    assert [(area.figures.code, area.cents) for area in areas] == [("A", 600), ("B", 300)]
    assert [(one.theme.id, one.place, one.cents) for one in sums] == [
        (2, 1, 400),
        (1, 2, 200),
        (4, 1, 300),
    ]


def test_nothing_chosen_divides_nothing() -> None:
    assert allot(AllotRule(), 900, figures(("A", 2, 1)), [Theme(1, "A", 0)]) == ([], [])


@given(
    st.integers(0, 10**11),
    st.lists(
        st.tuples(st.sampled_from("ABCD"), st.integers(0, 500)), min_size=1, max_size=14
    ).filter(lambda rows: any(score for _area, score in rows)),
    st.lists(st.integers(1, 9), min_size=1, max_size=4),
    st.integers(0, 5),
    st.integers(1, 5),
)
def test_areas_and_themes_both_sum_to_the_amount(
    amount: int, rows: list[tuple[str, int]], places: list[int], need: int, population: int
) -> None:
    rule = AllotRule(need=need, population=population, places=tuple(places))
    known = figures(("A", 5200, 2), ("B", 31, 9), ("C", 8700, 1), ("D", 100, 4))
    areas, sums = allot(rule, amount, known, [Theme(n, *row) for n, row in enumerate(rows)])
    assert sum(area.cents for area in areas) == amount == sum(one.cents for one in sums)
    for area in areas:
        assert area.cents == sum(o.cents for o in sums if o.theme.area == area.figures.code)
