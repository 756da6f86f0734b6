"""From scores to a verdict, and who stands too close."""

from datetime import date

import pytest

from budget_app.bodies.rules import (
    Person,
    bond,
    departs,
    lacking,
    last_day,
    places_for,
    standing,
)
from budget_app.budgets.config import BodyRule, Funder

QUESTIONS = [
    {"key": "a", "name": "A", "question": "A?"},
    {"key": "b", "name": "B", "question": "B?"},
]
MAKER = Person(1, "Brugweg", 10)


def rule(decides_by: str, quorum: int = 1) -> BodyRule:
    return BodyRule.model_validate(
        {"key": "j", "name": "J", "decides_by": decides_by, "quorum": quorum, "criteria": QUESTIONS}
    )


def votes(*given: int) -> dict[int, dict[str, int]]:
    return {member: {"a": value, "b": 5} for member, value in enumerate(given)}


@pytest.mark.parametrize(
    ("decides_by", "given", "passes"),
    [
        ("average", (3, 3, 3), True),
        ("average", (5, 2, 2), True),
        ("average", (4, 2, 2), False),
        ("majority", (3, 3, 1), True),
        ("majority", (3, 1), False),
        ("two_thirds", (3, 3, 1), True),
        ("two_thirds", (3, 3, 1, 1), False),
        ("consensus", (3, 3, 3), True),
        ("consensus", (3, 3, 2), False),
        ("majority", (), False),
    ],
)
def test_each_way_of_deciding(decides_by: str, given: tuple[int, ...], passes: bool) -> None:
    assert standing(rule(decides_by), votes(*given), len(given)).passes is passes


def test_only_whole_judgments_count() -> None:
    stands = standing(rule("average", 2), {1: {"a": 5, "b": 5}, 2: {"a": 1}}, 5)
    assert stands.complete == {1}
    assert stands.averages == {"a": 5, "b": 5}
    assert not stands.enough


@pytest.mark.parametrize(("available", "needed"), [(5, 3), (2, 2), (0, 1)])
def test_a_quorum_never_asks_for_more_than_are_left(available: int, needed: int) -> None:
    assert standing(rule("average", 3), {}, available).quorum == needed


@pytest.mark.parametrize(
    ("member", "idea_street", "why"),
    [
        (Person(1), "", "own"),
        (Person(2, "Kade", 11), "", None),
        (Person(2, "Kade", 11), "Kade", "neighbour"),
        (Person(2, "Brugweg"), "", "neighbour"),
        (Person(2, "", 10), "", "neighbour"),
        (Person(2, "", None), "", None),
    ],
)
def test_who_stands_too_close(member: Person, idea_street: str, why: str | None) -> None:
    assert bond(member, [MAKER], idea_street) == why


def test_nothing_known_binds_nobody() -> None:
    assert bond(Person(2), [Person(3)], "") is None


@pytest.mark.parametrize(
    ("advice", "verdict", "away"),
    [
        ("pass", "pass", False),
        ("repair", "pass", False),
        ("decline", "pass", True),
        ("pass", "decline", True),
        ("repair", "decline", True),
        ("decline", "decline", False),
        ("decline", "repair", False),
    ],
)
def test_what_departs_from_an_advice(advice: str, verdict: str, away: bool) -> None:
    assert departs(advice, verdict) is away


@pytest.mark.parametrize(
    ("starts", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 2), 24, date(2028, 3, 2)),
        (date(2026, 11, 21), 2, date(2027, 1, 21)),
    ],
)
def test_a_term_ends_by_the_calendar(starts: date, months: int, last: date) -> None:
    assert last_day(starts, months) == last


def test_free_places_are_limited_by_the_body_and_by_each_name() -> None:
    body = rule("majority").model_copy(
        update={"seats": 3, "seats_each": 1, "constituencies": ("noord", "zuid")}
    )
    assert places_for(body, {}) == {"noord": 1, "zuid": 1}
    assert places_for(body, {"noord": 1}) == {"noord": 0, "zuid": 1}
    assert places_for(body, {"noord": 3}) == {"noord": 0, "zuid": 0}


def test_a_funder_agrees_above_its_amount() -> None:
    funder = Funder(name="C", share=100, entitles="-", consents_above_cents=100, constituency="c")
    body = rule("majority").model_copy(update={"constituencies": ("bewoners", "c")})
    assert lacking(body, [funder], 100, []) == ()
    assert lacking(body, [funder], 101, []) == ("C",)
    assert lacking(body, [funder], 101, ["c"]) == ()
    assert lacking(rule("majority"), [funder], 101, []) == ()
    assert not standing(body, votes(5, 5), 2, ("C",)).passes
