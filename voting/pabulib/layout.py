"""How a file was laid out, so that it can be written back as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from voting.pabulib.table import Lines, Row, Source, rows

CATEGORY_COLUMNS = ("category", "categories")
AREA_COLUMNS = ("neighborhood", "neighbourhood", "district", "subunit")
TARGET_COLUMNS = ("beneficiaries", "target", "targets")
GROUP_COLUMNS = ("exclusive_group",)


NEEDS_QUOTES = (";", '"', "\n", "\r")

Stood = Mapping[tuple[str, ...], str]
"""How records stood in the file, by their fields: those that the writer would set otherwise."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Line ends, byte order mark, and the columns of PROJECTS in their order."""

    newline: str = "\n"
    bom: bool = False
    project_columns: tuple[str, ...] = ()
    end_line: bool = True
    stood: Stood = field(default_factory=dict, repr=False)
    """Of section marks, META and PROJECTS."""


def quoted(text: str) -> str:
    """One field, in quotes where its content would otherwise be misread."""
    if any(mark in text for mark in NEEDS_QUOTES):
        return '"' + text.replace('"', '""') + '"'
    return text


def line(fields: Sequence[str], newline: str) -> str:
    """One record with its line end."""
    return ";".join(map(quoted, fields)).replace("\n", newline) + newline


def stood(source: Source, rows: Iterable[tuple[Sequence[str], Row]]) -> Stood:
    """How these records stood, where that is not how `line` sets the fields given with each.

    The last line of a file may have no end; the writer takes it off.
    """
    found = {}
    for fields, row in rows:
        text = source.as_it_stood(row.line - 1, row.last)
        if text != line(fields, source.newline):
            found[tuple(fields)] = text
    return found


@dataclass(frozen=True, slots=True)
class VoteLines:
    """Ballots as the lines of a file; split only when asked for."""

    columns: tuple[str, ...]
    data: bytes = field(repr=False)
    """UTF-8 with line feeds only, and none behind the last line that says something."""
    layout: Layout
    odd_ends: Mapping[int, str] = field(default_factory=dict, repr=False)
    """Of lines (from 0) that did not end in the layout's `newline`."""

    @property
    def text(self) -> str:
        """The same as text."""
        return self.data.decode()

    def rows(self) -> Iterator[Sequence[str]]:
        """The fields of each ballot, in the file's order."""
        if b'"' in self.data:
            return (row.fields for row in rows(Lines(self.text)))
        return (line.split(";") for line in self.text.split("\n") if line.strip())

    def as_they_stood(self) -> str:
        """The lines with their ends."""
        newline = self.layout.newline
        if not self.data:
            return ""
        if not self.odd_ends:
            return self.text.replace("\n", newline) + newline
        lines = enumerate(self.text.split("\n"))
        return "".join(line + self.odd_ends.get(i, newline) for i, line in lines)


@dataclass(frozen=True, slots=True)
class VoteRows:
    """Ballots as rows, as they were made."""

    columns: tuple[str, ...]
    fields: tuple[Sequence[str], ...]
    layout: Layout

    def rows(self) -> Iterator[Sequence[str]]:
        """The fields of each ballot, in the order given."""
        return iter(self.fields)
