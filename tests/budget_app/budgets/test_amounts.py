"""Amounts are whole cents, and shares add up to the cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_app.budgets.amounts import amount_cents, split
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
