"""Amounts are read as people type them, and never as something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_app.web.money import MOST_CENTS, parse_euros, write_euros


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12,50", 1250),
        ("12.50", 1250),
        ("12,5", 1250),
        ("1.250", 125_000),
        ("1250", 125_000),
        ("1.250,50", 125_050),
        ("1,250.50", 125_050),
        ("1.250.000", 125_000_000),
        ("12 500", 1_250_000),
        ("€ 1.250,-", 125_000),
        ("€\N{NO-BREAK SPACE}12,--", 1200),
        ("1.250 euro", 125_000),
        ("EUR 80", 8000),
        (",50", 50),
        ("0", 0),
        ("٢٥٠", 25_000),
    ],
)
def test_kind_to_every_way_of_writing(typed: str, cents: int) -> None:
    assert parse_euros(typed) == cents


@pytest.mark.parametrize(
    "typed",
    ["", " ", "€", "tien", "-5", "1.25.00", "1.250.50", "1,250,50", "12,505,5", "1,250",
     "1,250,000", "0.250", "1 2", "12,50,", "1e5", "²", "5 á 10", "99.999.999.999", "1..2"],
)  # fmt: skip
def test_what_is_not_one_amount_is_refused(typed: str) -> None:
    assert parse_euros(typed) is None


@given(st.integers(0, MOST_CENTS) | st.integers(0, 2_000_000))
def test_what_we_write_is_read_back(cents: int) -> None:
    assert parse_euros(write_euros(cents)) == cents


@given(st.integers(0, 10_000_000), st.sampled_from(["{} euro", "€ {}", " {} ", "€{}"]))
def test_what_stands_round_an_amount_changes_nothing(cents: int, pattern: str) -> None:
    assert parse_euros(pattern.format(write_euros(cents))) == cents


@given(st.text(alphabet="0123456789.,- €", max_size=12))
def test_anything_typed_is_an_amount_or_nothing(typed: str) -> None:
    read = parse_euros(typed)
    assert read is None or 0 <= read <= MOST_CENTS
