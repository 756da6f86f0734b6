"""From degrees to a drawing: flat enough for a city, and back again for a click. Pure."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Position = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """A window on the ground (degrees) drawn `width` by `height` units."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    width: float
    height: float

    def place(self, lon: float, lat: float) -> Position:
        """Degrees to units of the drawing, x to the east and y down."""
        return (lon - self.west) * self.scale_x, (self.north - lat) * self.scale_y


def frame_around(positions: Iterable[Position], width: float = 400, margin: float = 18) -> Frame:
    """The window that shows all positions with a margin; ValueError when there is none.

    A degree of longitude is shortened by the cosine of the latitude, as it is on the ground.
    The drawing is never flatter than 1:2 nor higher than 5:4, so that it fits on a phone.
    """
    known = list(positions)
    if not known:
        raise ValueError("a map needs at least one position")
    west, east = min(p[0] for p in known), max(p[0] for p in known)
    south, north = min(p[1] for p in known), max(p[1] for p in known)
    shorten = math.cos(math.radians((south + north) / 2))
    span_x = max((east - west) * shorten, 0.004)
    span_y = max(north - south, 0.003)
    inner = width - 2 * margin
    height = min(max(inner * span_y / span_x + 2 * margin, width * 0.5), width * 1.25)
    unit = min(inner / span_x, (height - 2 * margin) / span_y)
    return Frame(
        west=(west + east) / 2 - width / 2 / unit / shorten,
        north=(south + north) / 2 + height / 2 / unit,
        scale_x=unit * shorten,
        scale_y=unit,
        width=width,
        height=round(height, 1),
    )


def rings(geometry: dict[str, Any]) -> Iterator[list[Position]]:
    """Every ring of a GeoJSON Polygon or MultiPolygon; nothing for other shapes."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates", [])
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(str(kind), [])
    for polygon in polygons:
        for ring in polygon:
            yield [(float(point[0]), float(point[1])) for point in ring]


def middle(ring: list[Position]) -> Position:
    """The centre of gravity of a ring, where its name goes."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area += cross
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
    if not area:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    return x / (3 * area), y / (3 * area)
