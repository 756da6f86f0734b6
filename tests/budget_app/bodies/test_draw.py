"""The draw: repeatable, true to the stated groups, and blind to the order of the list."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from budget_app.bodies.draw import (
    Candidate,
    Stratum,
    draw,
    filled,
    list_sha256,
    list_text,
    room,
    row,
)

AGE = Stratum("leeftijd", {"jong": 30, "midden": 45, "oud": 25})
HOME = Stratum("buurt", {"noord": 50, "zuid": 50})


def people(ages: list[str]) -> list[Candidate]:
    return [
        Candidate(number, {"leeftijd": age, "buurt": "noord" if number % 2 else "zuid"})
        for number, age in enumerate(ages, start=1)
    ]


lists = st.lists(st.sampled_from(["jong", "midden", "oud", ""]), max_size=30).map(people)
seeds = st.text(min_size=1, max_size=8)


@given(seeds, st.integers(0, 12), lists, st.randoms(use_true_random=False))
def test_the_same_seed_and_list_give_the_same_draw(seed, places, found, random) -> None:  # type: ignore[no-untyped-def]
    drawn = draw(seed, places, [AGE, HOME], found)
    assert len(drawn) == len(set(drawn)) == min(places, len(found))
    assert set(drawn) <= {one.number for one in found}
    shuffled = random.sample(found, len(found))
    assert draw(seed, places, [AGE, HOME], shuffled) == drawn
    assert list_sha256(shuffled) == list_sha256(found)


@given(seeds, st.integers(1, 12))
def test_one_question_is_met_exactly_where_enough_volunteer(seed: str, places: int) -> None:
    found = people(["jong", "midden", "oud"] * 12)
    drawn = draw(seed, places, [AGE], found)
    ages = [one.answers["leeftijd"] for number in drawn for one in found if one.number == number]
    assert {name: ages.count(name) for name in AGE.shares} == room(AGE, places)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=5), st.integers(0, 40))
def test_room_adds_up(shares: list[int], places: int) -> None:
    stratum = Stratum("x", {str(place): share for place, share in enumerate(shares)})
    given_out = room(stratum, places)
    assert sum(given_out.values()) == (places if sum(shares) else min(places, len(shares)))
    for name, share in stratum.shares.items():
        assert abs(given_out[name] - places * share / (sum(shares) or 1)) <= 1


def test_the_lot_differs_by_seed_and_can_be_checked_by_hand() -> None:
    assert row("2026", [1, 2, 3, 4]) == [1, 4, 3, 2]
    assert row("2027", [1, 2, 3, 4]) != row("2026", [1, 2, 3, 4])


def test_who_answers_nothing_is_drawn_after_who_fills_a_group() -> None:
    silent, told = Candidate(1, {"leeftijd": ""}), Candidate(2, {"leeftijd": "midden"})
    assert {draw(seed, 1, [AGE], [silent, told])[0] for seed in "abcdefgh"} == {2}
    assert {draw(seed, 1, [], [silent, told])[0] for seed in "abcdefgh"} == {1, 2}


def test_a_group_that_got_too_few_seats_is_said_to_be_short() -> None:
    found = people(["jong", "jong", "midden"])
    drawn = draw("2026", 3, [AGE], found)
    groups = {one.answer: one for one in filled(AGE, 3, found, drawn)}
    assert {name: one.quota for name, one in groups.items()} == room(AGE, 3)
    assert {name: one.drawn for name, one in groups.items()} == {"jong": 2, "midden": 1, "oud": 0}
    assert [name for name, one in groups.items() if one.short] == ["oud"]
    assert groups["oud"].volunteers == 0


def test_the_list_is_published_as_its_fingerprint_was_taken() -> None:
    found = people(["jong", ""])
    assert list_text(found) == "1;buurt=noord;leeftijd=jong\n2;buurt=zuid;leeftijd="
    assert list_sha256(found) == hashlib.sha256(list_text(found).encode()).hexdigest()
