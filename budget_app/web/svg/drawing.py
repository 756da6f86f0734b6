"""What every chart shares: an SVG that is read out, and that mirrors in right-to-left pages.

Charts have no viewBox: widths are percentages and heights are in em, so bars stretch with the
page while letters keep their size and grow with the reader's own.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

PARTS = 6


@dataclass(frozen=True)
class Row:
    """A label with its value in the unit of the chart, and the value as people read it."""

    label: str
    value: float
    text: str
    chosen: bool = True


@dataclass(frozen=True)
class Side:
    """Which side reading starts from; x is a percentage from that side."""

    rtl: bool = False

    def x(self, start: float, width: float = 0) -> str:
        """The left edge of something `width` wide that starts at `start`."""
        return f"{percent(100 - start - width if self.rtl else start)}%"


def percent(value: float) -> str:
    """A percentage with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def svg(title: str, description: str, height_em: float, body: Sequence[str]) -> Markup:
    """A drawing of full width with a title and a description for who cannot see it."""
    key = hashlib.sha256(f"{title}{description}{body}".encode()).hexdigest()[:8]
    return Markup(  # noqa: S704 (labels are escaped where they are put in)
        f'<svg role="img" aria-labelledby="t{key} d{key}" width="100%" '
        f'height="{percent(height_em)}em"><title id="t{key}">{escape(title)}</title>'
        f'<desc id="d{key}">{escape(description)}</desc>{"".join(body)}</svg>'
    )


def text(x: str, y_em: float, words: str, anchor: str = "start", css: str = "") -> str:
    """A line of letters; `anchor` is start, middle or end."""
    name = f' class="{css}"' if css else ""
    return (
        f'<text x="{x}" y="{percent(y_em)}em" text-anchor="{anchor}"{name}>{escape(words)}</text>'
    )


def rect(x: str, y_em: float, width: float, height_em: float, css: str, radius: int = 3) -> str:
    """A filled block; width in per cent of the drawing."""
    return (
        f'<rect class="{css}" x="{x}" y="{percent(y_em)}em" width="{percent(max(width, 0))}%" '
        f'height="{percent(height_em)}em" rx="{radius}"/>'
    )


def described(rows: Sequence[Row]) -> str:
    """The rows as one sentence, for the description of a drawing."""
    return "; ".join(f"{row.label}: {row.text}" for row in rows)


def shortened(label: str, longest: int = 30) -> str:
    """A label that fits on one line of a small screen; the table beside it has all of it."""
    return label if len(label) <= longest else f"{label[: longest - 1].rstrip()}…"
