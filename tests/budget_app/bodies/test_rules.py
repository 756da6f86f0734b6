"""From scores to a verdict, and who stands too close."""

from datetime import date

import pytest

from budget_app.bodies.rules import (
    Bench,
    Person,
    bond,
    departs,
    lacking,
    last_day,
    lies_in,
    places_for,
    quorum,
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


def bench(members: int, *aside: int, seats: dict[int, str] | None = None) -> Bench:
    """So many members, numbered from 0, of whom some step aside."""
    return Bench(seats or dict.fromkeys(range(members), "bewoners"), dict.fromkeys(aside, "self"))


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
    assert standing(rule(decides_by), votes(*given), bench(len(given))).passes is passes


def test_only_whole_judgments_count() -> None:
    stands = standing(rule("average", 2), {1: {"a": 5, "b": 5}, 2: {"a": 1}}, bench(5))
    assert stands.complete == {1}
    assert stands.averages == {"a": 5, "b": 5}
    assert not stands.enough


def test_only_who_sits_there_now_and_may_judge_counts() -> None:
    """A term that ended, or a member who stepped aside later, takes the score along."""
    given = votes(5, 1, 1)
    assert not standing(rule("majority"), given, bench(3)).passes
    stands = standing(rule("majority"), given, bench(2, 1))
    assert stands.complete == {0}
    assert (stands.passes, stands.in_favour, stands.free) == (True, 1, 1)


@pytest.mark.parametrize(
    ("seats", "aside", "needed"),
    [
        (5, 0, 3),
        (5, 2, 3),  # three others can judge
        (5, 3, 2),  # the body has no more than these two
        (5, 5, 2),  # nobody decides alone what asks for more
        (3, 1, 2),
    ],
)
def test_members_who_step_aside_lower_a_quorum_but_never_to_one(
    seats: int, aside: int, needed: int
) -> None:
    body = rule("average", 3).model_copy(update={"seats": seats})
    assert quorum(body, aside) == needed
    assert quorum(body.model_copy(update={"quorum": 1}), aside) == 1


def test_an_empty_seat_does_not_lower_a_quorum() -> None:
    body = rule("average", 3).model_copy(update={"seats": 5})
    stands = standing(body, votes(5, 5), bench(2))
    assert (stands.quorum, stands.impossible, stands.enough) == (3, True, False)


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


@pytest.mark.parametrize(
    ("street", "place", "near"),
    [
        ("Brugweg", "brugweg 12", True),
        ("Brugweg", "Hoek Brugweg/Kade, bij de bushalte", True),
        ("Dr. Kuyperstraat", "dr kuyperstr. 4a", True),
        ("Kade", "Oude Kadelaan", False),
        ("Kade", "", False),
        ("", "Kade", False),
        ("12", "Kade 12", False),
    ],
)
def test_a_street_is_known_however_a_resident_writes_it(
    street: str, place: str, near: bool
) -> None:
    assert lies_in(street, place) is near


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
    assert lacking(body, [funder], 101, []) == (funder,)
    assert lacking(body, [funder], 101, ["c"]) == ()
    assert lacking(rule("majority"), [funder], 101, []) == ()


def test_who_has_not_answered_for_a_funder_has_not_refused() -> None:
    funder = Funder(name="C", share=100, entitles="-", consents_above_cents=100, constituency="c")
    body = rule("majority").model_copy(update={"constituencies": ("bewoners", "c")})
    seats = {0: "bewoners", 1: "bewoners", 2: "c"}

    def stands(*given: int, **sits: object) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
        found = standing(body, votes(*given), Bench(seats, dict(sits)), [funder], 101)  # type: ignore[arg-type]
        return found.passes, found.lacking, found.awaited

    assert stands(5, 5) == (False, ("C",), ("C",))  # a verdict waits for this word
    assert stands(5, 5, 1) == (False, ("C",), ())  # refused
    assert stands(5, 5, 4) == (True, (), ())
    assert stands(1, 1) == (False, ("C",), ())  # no word could make this pass
    nobody = standing(body, votes(5, 5, 5), Bench(seats, {2: "neighbour"}), [funder], 101)
    assert nobody.awaited == ("C",)  # nobody is left to speak for this funder
    assert not nobody.enough
