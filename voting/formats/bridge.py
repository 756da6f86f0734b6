"""The `.pb` text of another form, and the way back from its lines to their origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from voting.ballots import Profile
from voting.election import Election
from voting.errors import VotingError
from voting.pabulib import PabulibError, read_bytes, write
from voting.pabulib.layout import quoted
from voting.pabulib.table import Row, decode, rows

SECTIONS = ("META", "PROJECTS", "VOTES")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row came from: a name for the file ("" for the only one), line and column from 1.

    `columns` are where its fields begin, if known.
    """

    file: str
    line: int
    column: int = 1
    columns: tuple[int, ...] = ()


@dataclass
class Bridge:
    """Collects rows as `.pb` text."""

    lines: list[str] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)

    def mark(self, section: str, origin: Origin) -> None:
        """Begin a section."""
        self._add(section, origin)

    def row(self, fields: Sequence[str], origin: Origin) -> None:
        """One record of the section; its fields may hold anything, line ends included."""
        self._add(";".join(map(quoted, fields)), origin)

    def _add(self, text: str, origin: Origin) -> None:
        for line in text.split("\n"):
            self.lines.append(line)
            self.origins.append(origin)

    def read(self) -> tuple[Election, Profile]:
        """The election; raises VotingError that names the origin's line and column."""
        try:
            return read_bytes(("\n".join(self.lines) + "\n").encode())
        except PabulibError as error:
            raise VotingError(self._told(error)) from None

    def _told(self, error: PabulibError) -> str:
        origin = self.origins[min(error.line, len(self.origins)) - 1]
        column = origin.column
        if origin.columns:
            before = self.lines[error.line - 1][: error.column - 1].count(";")
            column = origin.columns[min(before, len(origin.columns) - 1)]
        name = f"{origin.file}, " if origin.file else ""
        return f"{name}line {origin.line}, column {column}: {error.message}"


def sections(election: Election, profile: Profile) -> dict[str, list[list[str]]]:
    """The rows of each section as the `.pb` writer gives them, headers included."""
    found: dict[str, list[list[str]]] = {name: [] for name in SECTIONS}
    section = ""
    for row in _rows(election, profile):
        if row.marker and row.marker == _next(section):
            section = row.marker
        else:
            found[section].append(row.fields)
    return found


def _rows(election: Election, profile: Profile) -> list[Row]:
    return list(rows(decode(write(election, profile).encode()).lines))


def _next(section: str) -> str:
    place = SECTIONS.index(section) + 1 if section else 0
    return SECTIONS[place] if place < len(SECTIONS) else ""
