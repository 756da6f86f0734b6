"""Charts as SVG: bars, one bar in parts, a histogram. The words and tables come from a macro."""

import math
from collections.abc import Sequence

from markupsafe import Markup

from budget_app.web.svg.drawing import (
    PARTS,
    Row,
    Side,
    described,
    percent,
    rect,
    shortened,
    svg,
    text,
)

LONGEST_ON_A_WIDE_SCREEN = 64  # letters beside a figure, from 50 em on (charts.css)
_BAR_STEP, _BAR_TOP, _BAR_HEIGHT = 3.1, 1.5, 1.0


def draw_bars(
    title: str, rows: Sequence[Row], rtl: bool = False, line_at: float | None = None
) -> Markup:
    """Horizontal bars under their labels; `line_at` is a value to hold them against."""
    side = Side(rtl)
    most = max([row.value for row in rows] + [line_at or 0]) or 1
    body: list[str] = []
    for place, row in enumerate(rows):
        top = place * _BAR_STEP
        width = 100 * row.value / most
        look = "bb-chart__bar" + ("" if row.chosen else " bb-chart__bar--other")
        body += [
            *_label(side, top + 1.05, row.label),
            text(side.x(100), top + 1.05, row.text, "end", "bb-chart__figure"),
            rect(side.x(0, 100), top + _BAR_TOP, 100, _BAR_HEIGHT, "bb-chart__track"),
            rect(side.x(0, width), top + _BAR_TOP, width, _BAR_HEIGHT, look),
        ]
        if line_at is not None:
            body.append(_mark(side.x(100 * line_at / most), top + _BAR_TOP))
    return svg(title, described(rows), len(rows) * _BAR_STEP, body)


def _label(side: Side, y_em: float, label: str) -> list[str]:
    """A bar's label: as long as a phone has room for, and longer where a wide screen has more."""
    narrow, wide = shortened(label), shortened(label, LONGEST_ON_A_WIDE_SCREEN)
    if narrow == wide:
        return [text(side.x(0), y_em, label)]
    return [
        text(side.x(0), y_em, narrow, css="bb-chart__narrow"),
        text(side.x(0), y_em, wide, css="bb-chart__wide"),
    ]


def _label_step(rows: Sequence[Row]) -> int:
    """Every how many columns a label fits below, on a phone: 17 em wide, half an em a letter."""
    longest = max((min(len(row.label), 14) for row in rows), default=0)
    return max(1, math.ceil((longest * 0.5 + 0.6) * len(rows) / 17))


def _mark(x: str, top: float) -> str:
    return (
        f'<line class="bb-chart__line" x1="{x}" x2="{x}" y1="{percent(top - 0.2)}em" '
        f'y2="{percent(top + _BAR_HEIGHT + 0.2)}em"/>'
    )


def draw_parts(
    title: str, rows: Sequence[Row], rtl: bool = False, whole: float | None = None
) -> Markup:
    """One bar cut in numbered parts. With `whole`, what is missing to reach it stays open."""
    side = Side(rtl)
    total = max(sum(row.value for row in rows), whole or 0) or 1
    body = [rect(side.x(0, 100), 0.1, 100, 2.2, "bb-chart__track")]
    start = 0.0
    for place, row in enumerate(rows):
        width = 100 * row.value / total
        look = f"bb-chart__part--{place % PARTS}"
        body.append(rect(side.x(start, width), 0.1, width, 2.2, look, radius=0))
        if width > 4:
            middle = side.x(start + width / 2)
            body.append(f'<circle class="bb-chart__plate" cx="{middle}" cy="1.2em" r="0.75em"/>')
            body.append(text(middle, 1.55, str(place + 1), "middle", "bb-chart__mark"))
        start += width
    if whole and start < 99.5:
        body.append(
            rect(side.x(start, 100 - start), 0.15, 100 - start, 2.1, "bb-chart__bar--missing")
        )
    return svg(title, described(rows), 2.5, body)


def draw_histogram(title: str, rows: Sequence[Row], rtl: bool = False) -> Markup:
    """Standing columns, one per class, with the count above and the class below."""
    side = Side(rtl)
    most = max([row.value for row in rows], default=0) or 1
    step = 100 / max(len(rows), 1)
    every = _label_step(rows)
    body: list[str] = []
    for place, row in enumerate(rows):
        height = 8 * row.value / most
        middle = side.x((place + 0.5) * step)
        body.append(
            rect(
                side.x(place * step + step * 0.1, step * 0.8),
                9.5 - height,
                step * 0.8,
                height,
                "bb-chart__bar" + ("" if row.chosen else " bb-chart__bar--other"),
            )
        )
        if len(rows) <= 12:
            body.append(text(middle, 9.2 - height, row.text, "middle", "bb-chart__figure"))
        if place % every == 0:
            body.append(text(middle, 10.8, shortened(row.label, 14), "middle"))
    body.append('<line class="bb-chart__line" x1="0" x2="100%" y1="9.5em" y2="9.5em"/>')
    return svg(title, described(rows), 11.2, body)
