"""Amounts and numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_app.web import typed


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("", 0), ("0", 0), ("1250", 125_000), ("1.250", 125_000), ("1 250", 125_000),
        ("€ 1.250,50", 125_050), ("12,5", 1250), ("12.50", 1250), ("1.250.000", 125_000_000),
        ("100,-", 10_000), ("٣", 300), ("€\N{NO-BREAK SPACE}7", 700),
    ],
)  # fmt: skip
def test_money_is_read_as_people_write_it(text: str, cents: int) -> None:
    assert typed.cents(text) == cents


@pytest.mark.parametrize("text", ["veel", "-5", "1,234", "12,5,0", "1e5", "0x10", "1.25.000"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        typed.cents(text)


@pytest.mark.parametrize(("text", "number"), [("", 0), ("12", 12), ("1.200", 1200)])
def test_whole_numbers(text: str, number: int) -> None:
    assert typed.whole(text) == number


@pytest.mark.parametrize("text", ["12,5", "-1", "een", "1.20"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        typed.whole(text)


@given(st.integers(min_value=1, max_value=10**12))
def test_an_amount_survives_being_shown_and_typed(cents: int) -> None:
    assert typed.cents(typed.euros(cents)) == cents
