"""The VOTES section: its columns, its rows, and each different ballot once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from voting.ballots import ORDINAL, UNSCORED, Key, Profile, with_default
from voting.election import Election
from voting.pabulib.ballot_text import BallotReader, Fault
from voting.pabulib.bulk import marks_per_line, read_all
from voting.pabulib.errors import PabulibError
from voting.pabulib.layout import Layout, VoteLines, VoteRows, stood
from voting.pabulib.table import Row, Source, column_of, names_of, rows

MARK = "\0"
"""Stands between the fields `vote` and `points` of one ballot's text; no file holds a NUL."""


@dataclass(frozen=True, slots=True)
class _Columns:
    names: tuple[str, ...]
    vote: int
    points: int | None

    @property
    def needed(self) -> int:
        """Fields that a row must have: what stands behind them may be missing."""
        return max(self.vote, self.points or 0) + 1


@dataclass(frozen=True, slots=True)
class _Section:
    """Ballot texts in the file's order, the line of each, and what the writer needs."""

    cast: list[str]
    places: Sequence[int]
    records: VoteLines | VoteRows


def read_votes(
    source: Source, header: Row, election: Election, layout: Layout, default: Decimal
) -> Profile:
    """The profile below this header row; PabulibError names the line of a ballot that is wrong.

    `default` is the points of a project that a scoring ballot does not list.
    """
    columns = _columns(source, header, election.vote_type)
    lines = source.lines[header.line :]
    while lines and not lines[-1]:
        lines.pop()
    text = "\n".join(lines)
    if '"' in text or any(place >= header.line for place in source.odd_ends):
        section = _quoted(source, columns, header.line, layout)
    else:
        section = _unquoted(source, columns, lines, header.line, text, layout)
    counts = Counter(section.cast)
    mark = None if columns.points is None else MARK
    profile = None
    if default == int(default):
        profile = read_all(election.index, election.vote_type, counts, mark, int(default))
    if profile is None:
        profile = _one_by_one(source, columns, section, counts, election, default)
    if default:
        profile = with_default(profile, int(default * profile.score_unit))
    return replace(profile, records=section.records)


def _columns(source: Source, header: Row, vote_type: str) -> _Columns:
    names = names_of(source, header)
    if "vote" not in names:
        raise PabulibError("VOTES has no column 'vote'", header.line)
    points = names.index("points") if "points" in names and vote_type not in UNSCORED else None
    if points is None and vote_type not in (*UNSCORED, ORDINAL):
        raise PabulibError(f"{vote_type} ballots need a column 'points'", header.line)
    return _Columns(names, names.index("vote"), points)


def _quoted(source: Source, columns: _Columns, start: int, layout: Layout) -> _Section:
    listed = list(rows(source.lines, start))
    _check_widths(source, columns, [(len(row.fields), row.line) for row in listed])
    vote, points = columns.vote, columns.points
    cast = [
        row.fields[vote] if points is None else row.fields[vote] + MARK + row.fields[points]
        for row in listed
    ]
    fields = tuple(row.fields for row in listed)
    as_stood = stood(source, ((row.fields, row) for row in listed))
    records = VoteRows(columns.names, fields, layout, as_stood)
    return _Section(cast, [row.line for row in listed], records)


def _unquoted(
    source: Source, columns: _Columns, lines: list[str], start: int, text: str, layout: Layout
) -> _Section:
    places: Sequence[int] = range(start + 1, start + len(lines) + 1)
    if not all(lines):
        kept = [(line, place) for line, place in zip(lines, places, strict=True) if line.strip()]
        lines, places = [line for line, _ in kept], [place for _, place in kept]
    widths = marks_per_line("\n".join(lines), ";")[: len(lines)] + 1
    if (widths != len(columns.names)).any():
        _check_widths(source, columns, list(zip(widths.tolist(), places, strict=True)))
    vote, points, needed = columns.vote, columns.points, columns.needed
    if points is None:
        cast = [line.split(";", needed)[vote] for line in lines]
    else:
        fields = (line.split(";", needed) for line in lines)
        cast = [row[vote] + MARK + row[points] for row in fields]
    return _Section(cast, places, VoteLines(columns.names, text, layout))


def _check_widths(source: Source, columns: _Columns, widths: list[tuple[int, int]]) -> None:
    """Refuse a row that is too short to hold its ballot, or that has more than its columns."""
    most = len(columns.names)
    for width, line in widths:
        if width < columns.needed:
            raise PabulibError(f"this ballot has {width} of the {most} fields", line)
        if width > most:
            column = column_of(source.lines[line - 1], most)
            if source.lines[line - 1][column - 1 :].strip("; "):
                raise PabulibError(f"this ballot has {width} fields, not {most}", line, column)


def _one_by_one(
    source: Source,
    columns: _Columns,
    section: _Section,
    counts: Counter[str],
    election: Election,
    default: Decimal,
) -> Profile:
    points = (ballot.partition(MARK)[2] for ballot in counts)
    reader = BallotReader(election, None if columns.points is None else points, default)
    groups: dict[Key, int] = {}
    for ballot, weight in counts.items():
        try:
            key = reader.key(*ballot.partition(MARK)[::2])
        except Fault as fault:
            line = section.places[section.cast.index(ballot)]
            field = columns.points if fault.in_points and columns.points else columns.vote
            column = column_of(source.lines[line - 1], field) + fault.offset
            raise PabulibError(str(fault), line, column) from None
        groups[key] = groups.get(key, 0) + weight
    n_projects = len(election.projects)
    return Profile.from_groups(n_projects, groups, election.vote_type, score_unit=reader.unit)
