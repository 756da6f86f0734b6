"""Whole numbers out of a text, all at once."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from voting.ballots import Ints

MOST_DIGITS = 9
"""No number of so many is over `numbers.LARGEST_SCORE`."""
WIDEST_TABLE = 2**20
"""Entries: between the smallest and the largest id."""


def whole_numbers(text: bytes) -> tuple[Ints, Ints] | None:
    """The numbers of all lines, which have commas between them, and how many stand in each line.

    None where anything else is in the text, a number is missing, or one begins with a needless 0.
    """
    characters = np.frombuffer(text + b"\n", np.uint8)
    digits = characters - np.uint8(ord("0"))
    ends = np.flatnonzero(digits > 9)
    marks = characters[ends]
    ends_line = marks == ord("\n")
    lengths = np.diff(ends, prepend=-1) - 1
    if not (ends_line | (marks == ord(","))).all():
        return None
    if lengths.min() < 1 or lengths.max() > MOST_DIGITS:
        return None
    if ((digits[ends - lengths] == 0) & (lengths > 1)).any():
        return None
    numbers = digits[ends - 1].astype(np.int64)
    for place in range(1, int(lengths.max())):
        longer = lengths > place
        numbers[longer] += 10**place * digits[ends[longer] - 1 - place].astype(np.int64)
    return numbers, np.diff(np.flatnonzero(ends_line), prepend=-1)


def positions(names: Iterable[str], numbers: Ints) -> Ints | None:
    """Where each number stands among the names; KeyError if one does not.

    None where names are not numbers, or too far apart for a table of them.
    """
    listed = whole_numbers("\n".join(names).encode())
    if listed is None:
        return None
    known, per_line = listed
    first, last = int(known.min()), int(known.max())
    if last - first >= WIDEST_TABLE or (per_line != 1).any():
        return None
    if len(numbers) and (numbers.min() < first or numbers.max() > last):
        raise KeyError("a ballot names a project that is not listed")
    table = np.full(last - first + 1, -1, np.int64)
    table[known - first] = np.arange(len(known))
    found = table[numbers - first]
    if found.min(initial=0) < 0:
        raise KeyError("a ballot names a project that is not listed")
    return found
