"""The map keeps proportions, groups what would overlap and gives degrees back for a click."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_app.web.svg.map import Pin, clustered, draw_map
from budget_app.web.svg.projection import frame_around, middle

positions = st.lists(st.tuples(st.floats(4.3, 4.6), st.floats(51.8, 52.0)), min_size=1, max_size=30)


def square(code: str, west: float = 4.50, south: float = 51.87) -> dict[str, Any]:
    """A buurt of a hundredth of a degree."""
    ring = [[west, south], [west + 0.01, south], [west + 0.01, south + 0.01], [west, south + 0.01]]
    return {
        "properties": {"code": code, "name": f"Buurt <{code}>", "url": f"/wijk/{code}"},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }


@given(positions)
def test_every_position_falls_inside_the_drawing(places: list[tuple[float, float]]) -> None:
    frame = frame_around(places)
    for lon, lat in places:
        x, y = frame.place(lon, lat)
        assert -0.1 <= x <= frame.width + 0.1
        assert -0.1 <= y <= frame.height + 0.1
    assert frame.width * 0.5 <= frame.height <= frame.width * 1.25


@given(positions)
def test_a_click_gives_back_the_degrees(places: list[tuple[float, float]]) -> None:
    frame = frame_around(places)
    lon, lat = places[0]
    x, y = frame.place(lon, lat)
    assert math.isclose(frame.west + x / frame.scale_x, lon, abs_tol=1e-6)
    assert math.isclose(frame.north - y / frame.scale_y, lat, abs_tol=1e-6)


def test_a_metre_east_is_as_long_as_a_metre_north() -> None:
    frame = frame_around([(4.49, 51.86), (4.51, 51.88)])
    assert frame.scale_x / frame.scale_y == pytest.approx(math.cos(math.radians(51.87)), rel=1e-3)


@given(positions)
def test_no_pin_is_lost_and_no_two_groups_touch(places: list[tuple[float, float]]) -> None:
    frame = frame_around(places)
    groups = clustered([Pin(lon, lat, "x", "#") for lon, lat in places], frame)
    assert sum(len(group.pins) for group in groups) == len(places)
    for one in groups:
        for other in groups:
            if one is not other:
                assert math.hypot(one.x - other.x, one.y - other.y) >= 26


def test_areas_and_pins_are_links_with_names() -> None:
    drawn = draw_map(
        "Kaart", "Twee", [square("b1")], [Pin(4.505, 51.875, 'Een "bank"', "/1")], "b1"
    )
    assert drawn is not None
    assert 'href="/wijk/b1"' in drawn.svg
    assert "Buurt &lt;b1&gt;" in drawn.svg
    assert "bb-map__area--own" in drawn.svg
    assert 'aria-label="1. Een &#34;bank&#34;"' in drawn.svg


def test_pins_that_cover_each_other_lead_to_their_line_in_the_list() -> None:
    pins = [Pin(4.505, 51.875, "A", "/a"), Pin(4.50501, 51.875, "B", "/b")]
    drawn = draw_map("Kaart", "", [square("b1")], pins)
    assert drawn is not None
    assert 'href="#kaart-1"' in drawn.svg
    assert 'href="/a"' not in drawn.svg


def test_a_map_of_nowhere_is_no_map() -> None:
    assert draw_map("Kaart", "") is None


def test_a_name_stands_in_the_middle() -> None:
    assert middle([(0, 0), (2, 0), (2, 2), (0, 2)]) == (1, 1)
