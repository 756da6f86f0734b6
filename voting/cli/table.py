"""Plain text tables that line up, also for names with wide or combining characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

JOINERS = "\u200c\u200d\u200e\u200f"
"""Invisible, and part of how some scripts are written."""


def width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def visible(text: str) -> str:
    """The text without the characters that would steer a terminal; line ends stay."""
    return "".join(
        c if c == "\n" or unicodedata.category(c)[0] != "C" or c in JOINERS else "\ufffd"
        for c in text
    )


def shorten(text: str, most: int) -> str:
    """One line of at most this many columns, with an ellipsis where something fell off."""
    line = " ".join(visible(text).split())
    if width(line) <= most:
        return line
    kept = ""
    for character in line:
        if width(kept + character) > most - 1:
            break
        kept += character
    return kept.rstrip() + "…"


def table(header: Sequence[str], rows: Sequence[Sequence[str]], right: str = "") -> str:
    """Columns two spaces apart; `right` has an "r" for each column that is set to the right."""
    widths = [max(map(width, column)) for column in zip(header, *rows, strict=True)]
    lines = [_line(header, widths, right), _line(["─" * w for w in widths], widths, right)]
    lines += [_line(row, widths, right) for row in rows]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int], right: str) -> str:
    padded = []
    for place, (cell, room) in enumerate(zip(cells, widths, strict=True)):
        blanks = " " * (room - width(cell))
        to_right = right[place : place + 1] == "r"
        padded.append(blanks + cell if to_right else cell + blanks)
    return "  ".join(padded).rstrip()
