"""Amounts are whole cents, and shares add up to the cent."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_app.budgets.amounts import amount_cents, borne, parts_of, split
from budget_app.budgets.config import AmountRule, Funder


def funders(shares: list[int]) -> tuple[Funder, ...]:
    return tuple(Funder(name=f"f{i}", share=share, entitles="x") for i, share in enumerate(shares))


def test_an_amount_per_inhabitant_is_the_base_plus_so_much_for_each() -> None:
    rule = AmountRule(kind="per_inhabitant", base_cents=650_000, per_unit_cents=125)
    assert amount_cents(rule, inhabitants=4_321, households=None) == 650_000 + 4_321 * 125


def test_an_amount_on_an_unknown_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="per_household"):
        amount_cents(AmountRule(kind="per_household", per_unit_cents=1), 10, None)


def test_seventy_thirty() -> None:
    assert split(7_500_001, funders([70, 30])) == [5_250_001, 2_250_000]


@given(
    st.integers(0, 10**9),
    st.lists(st.integers(1, 99), min_size=1, max_size=6).filter(lambda parts: sum(parts) < 100),
)
def test_parts_add_up_and_are_fair(amount: int, shares: list[int]) -> None:
    given_funders = funders([*shares, 100 - sum(shares)])
    parts = split(amount, given_funders)
    assert sum(parts) == amount
    for part, funder in zip(parts, given_funders, strict=True):
        assert abs(part - amount * funder.share / 100) < 1


@st.composite
def some_shares(draw: st.DrawFn) -> tuple[Funder, ...]:
    """Up to six funders whose shares are together 100."""
    cuts = draw(st.sets(st.integers(1, 99), max_size=5))
    ends = [0, *sorted(cuts), 100]
    return funders([high - low for low, high in pairwise(ends)])


@given(some_shares(), st.lists(st.integers(1, 5_000), max_size=25))
def test_every_payment_is_shared_exactly(who: tuple[Funder, ...], payments: list[int]) -> None:
    before, totals = 0, [0] * len(who)
    for cents in payments:
        parts = parts_of(before, cents, who)
        assert sum(parts) == cents
        assert min(parts) >= 0
        before += cents
        totals = [sum(pair) for pair in zip(totals, parts, strict=True)]
        for funder, total in zip(who, totals, strict=True):
            assert abs(total * 100 - funder.share * before) < 100
    assert totals == borne(before, who)


@given(some_shares(), st.integers(0, 5_000), st.integers(1, 5_000))
def test_what_comes_back_comes_back_exactly(
    who: tuple[Funder, ...], before: int, cents: int
) -> None:
    there, back = parts_of(before, cents, who), parts_of(before + cents, -cents, who)
    assert [-part for part in back] == there


def test_seventy_and_thirty_to_the_cent() -> None:
    who = funders([70, 30])
    assert [parts_of(cent, 1, who) for cent in range(3)] == [[1, 0], [1, 0], [0, 1]]
    assert parts_of(0, 10_001, who) == [7_001, 3_000]
    assert parts_of(10_001, 10_001, who) == [7_001, 3_000]
    assert parts_of(20_002, 10_001, who) == [7_000, 3_001]
