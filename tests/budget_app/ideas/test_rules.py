"""What an idea must say, and how cost lines are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_app.ideas import rules
from budget_app.ideas.rules import CostLine

WHOLE = {
    "title": "Bankje",
    "body": "Een bankje om even uit te rusten.",
    "street": "Vijverlaan",
    "cost_cents": 100,
}


def test_a_whole_idea_misses_nothing() -> None:
    assert rules.missing(WHOLE) == {}
    assert rules.too_long(WHOLE) == {}


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("title", "  ", "title"),
        ("body", "Te kort", "body"),
        ("street", "", "area_code"),
        ("cost_cents", 0, "cost"),
    ],
)
def test_each_gap_is_named_at_its_field(field: str, value: object, error: str) -> None:
    assert list(rules.missing(WHOLE | {field: value})) == [error]


@pytest.mark.parametrize("place", [{"area_code": "BU1"}, {"lat": 51.9, "lon": 4.5}])
def test_any_sort_of_place_will_do(place: dict[str, object]) -> None:
    assert rules.missing(WHOLE | {"street": ""} | place) == {}


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("title", "x" * 91, "title"),
        ("body", "x" * 5001, "body"),
        ("cost_cents", 100_000_000_01, "cost"),
        ("own_cents", 100_000_000_01, "own_money"),
        ("own_hours", 100_001, "own_hours"),
    ],
)
def test_what_does_not_fit_is_named(field: str, value: object, error: str) -> None:
    assert list(rules.too_long(WHOLE | {field: value})) == [error]


words = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40
).map(str.strip)
lines = st.lists(
    st.builds(CostLine, words.filter(bool), st.integers(min_value=1, max_value=10**9)), max_size=8
)


@given(lines)
def test_cost_lines_come_back_as_they_were(given_lines: list[CostLine]) -> None:
    kept = rules.read_lines(rules.write_lines(given_lines))
    assert kept == given_lines
    assert rules.total(kept) == sum(line.cents for line in given_lines)


def test_other_words_in_a_cost_note_are_no_lines() -> None:
    assert rules.read_lines("Hout: € 12,50\nDit weten we nog niet\nVerf: € veel") == [
        CostLine("Hout", 1250)
    ]
