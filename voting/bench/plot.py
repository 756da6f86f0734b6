"""Line charts with logarithmic axes, as SVG text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 70, 45, 40, 50
COLOURS = ("#1f5fa8", "#b3541e", "#2b7a4b")


@dataclass(frozen=True)
class Line:
    """One series; `points` are pairs of positive numbers."""

    name: str
    points: Sequence[tuple[float, float]]


def chart(title: str, across: str, up: str, lines: Sequence[Line]) -> str:
    """A chart of these lines; the points are named in a title element for screen readers."""
    xs = [x for line in lines for x, _ in line.points]
    ys = [y for line in lines for _, y in line.points]
    x_range, y_range = _decades(xs), _decades(ys)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{title}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="22" font-size="15" fill="#1a1a1a">{title}</text>',
        *_grid(x_range, y_range),
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 8}" text-anchor="middle">{across}</text>',
        f'<text x="16" y="{HEIGHT / 2}" text-anchor="middle" '
        f'transform="rotate(-90 16 {HEIGHT / 2})">{up}</text>',
    ]
    for number, line in enumerate(lines):
        parts += _line(line, COLOURS[number % len(COLOURS)], number, x_range, y_range)
    return "\n".join([*parts, "</svg>\n"])


def _decades(values: Sequence[float]) -> tuple[int, int]:
    return math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))


def _x(value: float, limits: tuple[int, int]) -> float:
    share = (math.log10(value) - limits[0]) / max(limits[1] - limits[0], 1)
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _y(value: float, limits: tuple[int, int]) -> float:
    share = (math.log10(value) - limits[0]) / max(limits[1] - limits[0], 1)
    return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def _grid(x_range: tuple[int, int], y_range: tuple[int, int]) -> list[str]:
    parts = []
    for power in range(x_range[0], x_range[1] + 1):
        x = _x(10.0**power, x_range)
        parts.append(f'<path d="M{x} {TOP}V{HEIGHT - BOTTOM}" stroke="#dddddd"/>')
        parts.append(f'<text x="{x}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">'
                     f"{10**power:,}</text>" if power >= 0 else "")  # fmt: skip
    for power in range(y_range[0], y_range[1] + 1):
        y = _y(10.0**power, y_range)
        label = f"{10**power:,}" if power >= 0 else f"{10.0**power:.{-power}f}"
        parts.append(f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{label}</text>')
    return parts


def _line(
    line: Line, colour: str, number: int, x_range: tuple[int, int], y_range: tuple[int, int]
) -> list[str]:
    places = [(_x(x, x_range), _y(y, y_range)) for x, y in line.points]
    path = "L".join(f"{x} {y}" for x, y in places)
    dots = [
        f'<circle cx="{px}" cy="{py}" r="3" fill="{colour}"><title>{x:,.0f}: {y:,.3g}</title>'
        "</circle>"
        for (px, py), (x, y) in zip(places, line.points, strict=True)
    ]
    key = LEFT + 12
    return [
        f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>',
        *dots,
        f'<rect x="{key}" y="{TOP + 8 + 18 * number}" width="14" height="4" fill="{colour}"/>',
        f'<text x="{key + 20}" y="{TOP + 14 + 18 * number}">{line.name}</text>',
    ]
