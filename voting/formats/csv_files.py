"""An election as three CSV files: NAME.meta.csv, NAME.projects.csv and NAME.ballots.csv.

Columns are those of `.pb`; commas part the fields, and a field with a comma in it is in quotes.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from voting.ballots import Profile
from voting.election import Election
from voting.errors import VotingError
from voting.formats.bridge import SECTIONS, Bridge, Origin, sections
from voting.pabulib.table import decode

PARTS = dict(zip(SECTIONS, ("meta", "projects", "ballots"), strict=True))


def paths(path: Path) -> dict[str, Path]:
    """The three files that belong to this name, by section."""
    stem = path.name.removesuffix(".csv")
    for part in PARTS.values():
        stem = stem.removesuffix("." + part)
    return {section: path.with_name(f"{stem}.{part}.csv") for section, part in PARTS.items()}


def read(path: Path) -> tuple[Election, Profile]:
    """Read the three files. Raises VotingError, which names file, line and column, and OSError."""
    bridge = Bridge()
    for section, file in paths(path).items():
        bridge.mark(section, Origin(file.name, 1))
        text = decode(file.read_bytes()).text
        for fields, origin in _records(text, file.name):
            bridge.row(fields, origin)
    return bridge.read()


def _records(text: str, name: str) -> list[tuple[list[str], Origin]]:
    reader = csv.reader(io.StringIO(text), strict=True)
    found, line = [], 1
    try:
        for fields in reader:
            if any(fields):
                found.append((fields, Origin(name, line, 1, _columns(fields))))
            line = reader.line_num + 1
    except csv.Error as error:
        raise VotingError(f"{name}, line {line}, column 1: {error}") from None
    return found


def _columns(fields: list[str]) -> tuple[int, ...]:
    """Where each field begins, for a line that quotes where it must."""
    places, column = [], 1
    for text in fields:
        places.append(column)
        doubled = text.count('"') + 2 if any(mark in text for mark in ',"\n\r') else 0
        column += len(text) + doubled + 1
    return tuple(places)


def write(election: Election, profile: Profile, path: Path) -> list[Path]:
    """Write the three files and answer their paths."""
    files = paths(path)
    for section, records in sections(election, profile).items():
        with files[section].open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(records)
    return list(files.values())
