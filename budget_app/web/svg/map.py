"""A map without tiles: buurten as polygons, ideas as numbered pins that are links."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from budget_app.web.svg import names
from budget_app.web.svg.projection import Frame, Position, frame_around, middle, rings

_NEAR = 26.0


@dataclass(frozen=True)
class Pin:
    """Something at a place: degrees, what it is called and where its page is."""

    lon: float
    lat: float
    label: str
    url: str


@dataclass
class Cluster:
    """Pins that would cover each other, shown as one."""

    x: float
    y: float
    number: int
    pins: list[Pin] = field(default_factory=list)


def clustered(pins: Sequence[Pin], frame: Frame) -> list[Cluster]:
    """Pins by place: each joins the first group within thumb's reach, in the given order."""
    groups: list[Cluster] = []
    grid: dict[tuple[int, int], list[Cluster]] = {}
    for pin in pins:
        x, y = frame.place(pin.lon, pin.lat)
        cell = int(x // _NEAR), int(y // _NEAR)
        around = [
            group
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for group in grid.get((cell[0] + dx, cell[1] + dy), [])
            if (group.x - x) ** 2 + (group.y - y) ** 2 < _NEAR**2
        ]
        if around:
            around[0].pins.append(pin)
            continue
        group = Cluster(x, y, len(groups) + 1, [pin])
        groups.append(group)
        grid.setdefault(cell, []).append(group)
    return groups


@dataclass(frozen=True)
class Map:
    """A drawn map and the groups of pins on it, for the list beside it."""

    svg: Markup
    clusters: list[Cluster]


def draw_map(
    title: str,
    description: str,
    areas: Sequence[dict[str, Any]] = (),
    pins: Sequence[Pin] = (),
    own: str | None = None,
    anchor: str = "kaart",
    chosen: Position | None = None,
) -> Map | None:
    """Areas (GeoJSON features with code, name and perhaps url) with pins; None without a place.

    `own` is the code of the area at hand, drawn in another colour. A pin that stands alone leads
    to its own page, a group to its line in the list (`#<anchor>-<number>`). `chosen` is a point
    (lon, lat) picked before.
    """
    shapes = [(area, list(rings(area["geometry"]))) for area in areas]
    corners = [point for _, outlines in shapes for ring in outlines for point in ring]
    places = corners or [(pin.lon, pin.lat) for pin in pins] + ([chosen] if chosen else [])
    if not places:
        return None
    frame = frame_around(places)
    groups = clustered(pins, frame)
    body = [_area(area["properties"], outlines, frame, own) for area, outlines in shapes]
    body += [_pin(group, anchor) for group in groups]
    body += _names([(area["properties"], outlines) for area, outlines in shapes], frame, groups)
    x, y = frame.place(*chosen) if chosen else (-99.0, -99.0)
    body.append(f'<circle class="bb-map__chosen" cx="{x:.1f}" cy="{y:.1f}" r="10"/>')
    return Map(
        Markup(  # noqa: S704 (labels are escaped where they are put in)
            f'<svg viewBox="0 0 {frame.width:g} {frame.height:g}" role="group" '
            f'aria-label="{escape(title)}" data-west="{frame.west:.7f}" '
            f'data-north="{frame.north:.7f}" data-scale-x="{frame.scale_x:.4f}" '
            f'data-scale-y="{frame.scale_y:.4f}"><title>{escape(title)}</title>'
            f"<desc>{escape(description)}</desc>{''.join(body)}</svg>"
        ),
        groups,
    )


def _area(
    facts: dict[str, Any], outlines: list[list[Position]], frame: Frame, own: str | None
) -> str:
    path = "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (frame.place(*p) for p in ring)) + "Z"
        for ring in outlines
    )
    look = "bb-map__area" + (" bb-map__area--own" if facts.get("code") == own else "")
    shape = f'<path class="{look}" d="{path}"/>'
    if not facts.get("url"):
        return shape
    return f'<a href="{escape(facts["url"])}" aria-label="{escape(facts["name"])}">{shape}</a>'


def _names(
    shapes: Sequence[tuple[dict[str, Any], list[list[Position]]]],
    frame: Frame,
    groups: Sequence[Cluster],
) -> list[str]:
    """The name of each area, where it covers no pin and no other name if there is such a place."""
    taken: list[tuple[Position, float]] = []
    drawn = []
    pins = [(group.x, group.y) for group in groups]
    for facts, outlines in shapes:
        if not outlines or not facts.get("name"):
            continue
        name, widest = str(facts["name"]), max(outlines, key=len)
        outline = [frame.place(*point) for point in widest]
        x, y = names.place(name, frame.place(*middle(widest)), outline, pins, taken)
        taken.append(((x, y), len(name) * names.LETTER / 2))
        drawn.append(
            f'<text class="bb-map__name" x="{x:.1f}" y="{y:.1f}" aria-hidden="true">'
            f"{escape(name)}</text>"
        )
    return drawn


def _pin(group: Cluster, anchor: str) -> str:
    alone = len(group.pins) == 1
    url = group.pins[0].url if alone else f"#{anchor}-{group.number}"
    label = f"{group.number}. " + ", ".join(pin.label for pin in group.pins[:5])
    return (
        f'<a href="{escape(url)}" aria-label="{escape(label)}">'
        f'<circle class="bb-map__hit" cx="{group.x:.1f}" cy="{group.y:.1f}" r="22"/>'
        f'<circle class="bb-map__pin" cx="{group.x:.1f}" cy="{group.y:.1f}" '
        f'r="{12 if alone else 15}"/><text class="bb-map__count" x="{group.x:.1f}" '
        f'y="{group.y + 4.5:.1f}">{group.number}</text></a>'
    )
