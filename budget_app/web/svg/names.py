"""Where the name of an area stands on a map: inside it, and clear of pins and other names."""

from collections.abc import Iterable, Sequence

from budget_app.web.svg.projection import Position

LETTER, HEIGHT, BASELINE = 7.6, 18.0, 5.0  # of 14 px letters: average width, height of a line
PIN = 17.0
# Steps away from the middle of an area, the nearest first; a name is wider than it is high.
STEPS = sorted(
    ((dx * 22.0, dy * 16.0) for dx in range(-4, 5) for dy in range(-7, 8)),
    key=lambda step: step[0] ** 2 + step[1] ** 2,
)
FARTHEST = 220.0


def place(
    name: str,
    start: Position,
    outline: Sequence[Position],
    pins: Iterable[Position],
    taken: Sequence[tuple[Position, float]],
) -> Position:
    """The free place nearest to `start`, which it is itself where there is none.

    `outline` is the area on the drawing; `taken` has the other names' middles and half widths.
    """
    half = len(name) * LETTER / 2
    near = [pin for pin in pins if abs(pin[0] - start[0]) + abs(pin[1] - start[1]) < FARTHEST]
    for dx, dy in STEPS:
        x, y = start[0] + dx, start[1] + dy
        if (
            all(inside((x + side, y - BASELINE), outline) for side in (-half, half))
            and not any(
                abs(px - x) < half + PIN and abs(py - y + BASELINE) < HEIGHT / 2 + PIN
                for px, py in near
            )
            and not any(abs(tx - x) < half + other and abs(ty - y) < HEIGHT
                        for (tx, ty), other in taken)
        ):  # fmt: skip
            return x, y
    return start


def inside(point: Position, outline: Sequence[Position]) -> bool:
    """Whether a point lies in a closed outline: a ray to the right crosses it an odd time."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossed = not crossed
    return crossed
