"""Units divide exactly, the same for whoever repeats it, and evenly over all issues."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_app.currency import rules

numbers = st.sets(st.integers(1, 10**6), min_size=1, max_size=60)


def ring_of(households: set[int]) -> dict[int, str]:
    return {number: rules.rank("seed", number) for number in households}


@given(numbers, st.lists(st.integers(0, 500), min_size=1, max_size=8))
def test_every_issue_sums_exactly_and_all_issues_together_are_even(
    households: set[int], issues: list[int]
) -> None:
    places = ring_of(households)
    got = dict.fromkeys(households, 0)
    after = rules.START
    for units in issues:
        division = rules.divide(units, rules.Ring(list(places.values())), after)
        given_now = {number: division.units(place) for number, place in places.items()}
        assert sum(given_now.values()) == units
        assert set(given_now.values()) <= {division.whole, division.whole + 1}
        after = division.until
        for number, count in given_now.items():
            got[number] += count
    assert max(got.values()) - min(got.values()) <= 1


@given(numbers, st.lists(st.tuples(st.integers(0, 300), numbers), min_size=1, max_size=6))
def test_who_was_there_each_time_differs_by_one_at_most_while_others_come_and_go(
    stay: set[int], issues: list[tuple[int, set[int]]]
) -> None:
    got = dict.fromkeys(stay, 0)
    after = rules.START
    for units, passing in issues:
        there = stay | passing
        places = ring_of(there)
        division = rules.divide(units, rules.Ring(list(places.values())), after)
        after = division.until
        assert sum(division.units(place) for place in places.values()) == units
        for number in stay:
            got[number] += division.units(places[number])
    assert max(got.values()) - min(got.values()) <= 1


def test_the_remainder_goes_on_where_it_stopped_and_past_the_end_of_the_ring() -> None:
    ring = rules.Ring(["a", "b", "c", "d", "e"])
    first = rules.divide(8, ring, rules.START)
    assert [first.units(place) for place in "abcde"] == [2, 2, 2, 1, 1]
    second = rules.divide(8, ring, first.until)
    assert [second.units(place) for place in "abcde"] == [2, 1, 1, 2, 2]
    third = rules.divide(5, ring, second.until)
    assert (third.extra, third.until) == (0, second.until)


def test_nobody_to_divide_over_is_refused() -> None:
    with pytest.raises(ValueError, match="no households"):
        rules.divide(5, rules.Ring([]), rules.START)


def test_a_place_on_the_ring_can_be_repeated_by_anyone() -> None:
    # printf 'seed:12' | sha256sum
    assert rules.rank("seed", 12) == "3210225b09dab71d3be75dc3"


weights = st.lists(st.integers(0, 1000), min_size=1, max_size=40)


@given(st.data(), weights)
def test_shares_sum_exactly_stay_near_their_part_and_within_their_weight(
    data: st.DataObject, given_weights: list[int]
) -> None:
    whole = sum(given_weights)
    total = data.draw(st.integers(0, whole))
    parts = rules.share_out(total, given_weights)
    assert sum(parts) == total
    for part, weight in zip(parts, given_weights, strict=True):
        assert 0 <= part <= weight
        assert whole == 0 or abs(part * whole - total * weight) < whole


def test_there_must_be_somebody_to_share_out_to() -> None:
    with pytest.raises(ValueError, match="nobody"):
        rules.share_out(3, [0, 0])


@pytest.mark.parametrize(("cost", "units"), [(0, 0), (100, 1), (101, 2), (199, 2), (200, 2)])
def test_a_cost_in_units_is_rounded_up(cost: int, units: int) -> None:
    assert rules.target(cost, 100) == units


@pytest.mark.parametrize(("left", "back"), [(0, 0), (99, 0), (250, 2), (900, 5)])
def test_whole_units_go_back_and_never_more_than_was_put_in(left: int, back: int) -> None:
    assert rules.given_back(left, 100, put_in=5) == back


@pytest.mark.parametrize(("balance", "later", "left"), [(12, 5, 7), (3, 5, 0), (5, 0, 5)])
def test_the_oldest_units_are_used_first(balance: int, later: int, left: int) -> None:
    assert rules.unused(balance, later) == left


def test_months_end_on_the_last_day_where_the_day_is_not_there() -> None:
    day = datetime(2026, 12, 31, 10, tzinfo=UTC)
    assert rules.months_later(day, 2) == datetime(2027, 2, 28, 10, tzinfo=UTC)
    assert rules.months_later(day, 12) == datetime(2027, 12, 31, 10, tzinfo=UTC)


@pytest.mark.parametrize(("yes", "members", "enough"), [(1, 1, True), (1, 2, False), (2, 3, True)])
def test_more_than_half_of_the_members(yes: int, members: int, enough: bool) -> None:
    assert rules.agreed(yes, members) is enough
