"""Names of areas keep clear of pins and of each other where there is room."""

import pytest

from budget_app.web.svg import names

ROOM = [(0.0, 0.0), (400.0, 0.0), (400.0, 300.0), (0.0, 300.0)]
MIDDLE = (200.0, 150.0)


def test_a_name_stands_in_the_middle_where_that_is_free() -> None:
    assert names.place("Parkrand", MIDDLE, ROOM, [], []) == MIDDLE


@pytest.mark.parametrize("pin", [MIDDLE, (205.0, 141.0), (170.0, 150.0), (226.0, 158.0)])
def test_a_name_makes_way_for_a_pin(pin: tuple[float, float]) -> None:
    x, y = names.place("Parkrand", MIDDLE, ROOM, [pin], [])
    half = len("Parkrand") * names.LETTER / 2
    apart = abs(x - pin[0]) >= half + 15 or abs(y - 5 - pin[1]) >= 9 + 15
    assert apart
    assert names.inside((x, y), ROOM)


def test_a_name_makes_way_for_another_name() -> None:
    taken = [(MIDDLE, 60.0)]
    _, y = names.place("Parkrand", MIDDLE, ROOM, [], taken)
    assert abs(y - MIDDLE[1]) >= names.HEIGHT


def test_without_room_a_name_stays_in_the_middle() -> None:
    crowd = [(float(x), float(y)) for x in range(0, 401, 20) for y in range(0, 301, 20)]
    assert names.place("Parkrand", MIDDLE, ROOM, crowd, []) == MIDDLE
    small = [(190.0, 140.0), (210.0, 140.0), (210.0, 160.0), (190.0, 160.0)]
    assert names.place("Parkrand", MIDDLE, small, [], []) == MIDDLE


def test_inside_an_outline_that_bends_inwards() -> None:
    bent = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (50.0, 20.0), (0.0, 100.0)]
    assert names.inside((10.0, 50.0), bent)
    assert not names.inside((50.0, 60.0), bent)
