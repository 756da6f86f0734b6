"""How a file was laid out, so that it can be written back as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

AREA_COLUMNS = ("neighborhood", "district", "subunit")
TARGET_COLUMNS = ("beneficiaries", "target", "targets")
GROUP_COLUMNS = ("exclusive_group",)


@dataclass(frozen=True, slots=True)
class Layout:
    """Line ends, byte order mark, and the columns of PROJECTS in their order."""

    newline: str = "\n"
    bom: bool = False
    project_columns: tuple[str, ...] = ()
    end_line: bool = True


@dataclass(frozen=True, slots=True)
class VoteLines:
    """Ballots as the lines of a file that quotes none of them; split only when asked for."""

    columns: tuple[str, ...]
    text: str
    layout: Layout

    def rows(self) -> Iterator[Sequence[str]]:
        """The fields of each ballot, in the file's order."""
        return (line.split(";") for line in self.text.split("\n") if line)


@dataclass(frozen=True, slots=True)
class VoteRows:
    """Ballots as rows, for files that quote some of them."""

    columns: tuple[str, ...]
    fields: tuple[Sequence[str], ...]
    layout: Layout

    def rows(self) -> Iterator[Sequence[str]]:
        """The fields of each ballot, in the file's order."""
        return iter(self.fields)
