"""The VOTES section: its columns, its rows, and each different ballot once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile

import numpy as np

from voting.ballots import ORDINAL, UNSCORED, Key, Profile, with_default
from voting.election import Election
from voting.pabulib.ballot_text import BallotReader, Fault
from voting.pabulib.bulk import read_all
from voting.pabulib.errors import PabulibError
from voting.pabulib.layout import Layout, VoteLines
from voting.pabulib.table import Row, Source, column_of, names_of, rows, strict_rows

MARK = "\0"
"""Put between the fields `vote` and `points` of one ballot's text; no file holds a NUL."""
SEMICOLON, LINE_FEED = b";\n"
VOTER = "voter_id"
"""Where a file has this column, a line without anything at all is nobody's ballot."""


@dataclass(frozen=True, slots=True)
class _Columns:
    names: tuple[str, ...]
    vote: int
    points: int | None

    @property
    def needed(self) -> int:
        """Fields that a row must have: what stands behind them may be missing."""
        return max(self.vote, self.points or 0) + 1

    @property
    def mark(self) -> bytes | None:
        """What `ballot` puts between votes and points."""
        return None if self.points is None else MARK.encode()

    def filled_by(self, fields: Sequence[str]) -> bool:
        """Whether a row has a field for each column."""
        return len(fields) == len(self.names)

    def ballot(self, fields: Sequence[str]) -> bytes:
        """The text of the ballot in a row with these fields."""
        if self.points is None:
            return fields[self.vote].encode()
        return f"{fields[self.vote]}{MARK}{fields[self.points]}".encode()


@dataclass(frozen=True, slots=True)
class _Section:
    """Ballot texts (UTF-8) in the file's order, the line of each, and what the writer needs.

    With points, `mark` stands between the fields `vote` and `points` of each text.
    """

    cast: list[bytes]
    mark: bytes | None
    places: Sequence[int]
    records: VoteLines


def read_votes(
    source: Source, header: Row, election: Election, layout: Layout, default: Decimal
) -> Profile:
    """The profile below this header row; PabulibError names the line of a ballot that is wrong.

    `default` is the points of a project that a scoring ballot does not list.
    """
    columns = _columns(source, header, election.vote_type)
    data = source.data[_behind_line(source.data, header.line) :].rstrip(b"\n")
    odd_ends = {i - header.line: end for i, end in source.odd_ends.items() if i >= header.line}
    records = VoteLines(columns.names, data, layout, odd_ends)
    take = _quoted if b'"' in data else _unquoted
    section = take(source, columns, header.line, records)
    if VOTER in columns.names and (data.startswith(b";") or b"\n;" in data):
        section = _without_empty(section, data, header.line)
    counts = Counter(section.cast)
    profile = None
    if default == int(default):
        profile = read_all(election.index, election.vote_type, counts, section.mark, int(default))
    if profile is None:
        profile = _one_by_one(source, columns, section, counts, election, default)
    if default:
        profile = with_default(profile, int(default * profile.score_unit))
    return replace(profile, records=section.records)


def _without_empty(section: _Section, data: bytes, start: int) -> _Section:
    """Without the lines that a spreadsheet leaves empty: no voter, no ballot, nothing else."""
    lines = data.split(b"\n")
    says = [i for i, place in enumerate(section.places) if lines[place - start - 1].strip(b"; \t")]
    return replace(
        section,
        cast=[section.cast[i] for i in says],
        places=[section.places[i] for i in says],
    )


def _behind_line(data: bytes, number: int) -> int:
    """Where the text behind this line, counted from 1, begins."""
    behind = 0
    for _ in range(number):
        behind = data.find(b"\n", behind) + 1 or len(data)
    return behind


def _columns(source: Source, header: Row, vote_type: str) -> _Columns:
    names = names_of(source, header)
    if "vote" not in names:
        raise PabulibError("VOTES has no column 'vote'", header.line)
    points = names.index("points") if "points" in names and vote_type not in UNSCORED else None
    if points is None and vote_type not in (*UNSCORED, ORDINAL):
        raise PabulibError(f"{vote_type} ballots need a column 'points'", header.line)
    return _Columns(names, names.index("vote"), points)


def _quoted(source: Source, columns: _Columns, start: int, records: VoteLines) -> _Section:
    lines = records.text.split("\n")
    regular = takewhile(columns.filled_by, strict_rows(lines))
    cast = [columns.ballot(fields) for fields in regular]
    if len(cast) == len(lines):
        return _Section(cast, columns.mark, range(start + 1, start + len(cast) + 1), records)
    listed = [(row.fields, row.line) for row in rows(source.lines, start)]
    return _picked(source, columns, listed, records)


def _unquoted(source: Source, columns: _Columns, start: int, records: VoteLines) -> _Section:
    cut = _cut_out(columns, records.data)
    if cut is not None:
        mark = None if columns.points is None else b";"
        return _Section(cut, mark, range(start + 1, start + len(cut) + 1), records)
    lines = enumerate(records.text.split("\n"), start + 1)
    listed = [(text.split(";"), line) for line, text in lines if text.strip()]
    return _picked(source, columns, listed, records)


def _picked(
    source: Source, columns: _Columns, listed: list[tuple[list[str], int]], records: VoteLines
) -> _Section:
    """The ballots in these rows, each with its line."""
    most = len(columns.names)
    _check_widths(source, columns, [(len(f), line) for f, line in listed if len(f) != most])
    cast = [columns.ballot(fields) for fields, _ in listed]
    return _Section(cast, columns.mark, [line for _, line in listed], records)


def _cut_out(columns: _Columns, data: bytes) -> list[bytes] | None:
    """The text of each ballot as it stands in the file.

    None unless every line has all columns, and `points` are right behind `vote` if there are any.
    """
    width, vote = len(columns.names), columns.vote
    last = vote if columns.points is None else columns.points
    if width == 1 or last - vote not in (0, 1):
        return None
    characters = np.frombuffer(data + b"\n", np.uint8)
    found = np.flatnonzero((characters == SEMICOLON) | (characters == LINE_FEED))
    if len(found) % width:
        return None
    marks = found.reshape(-1, width)
    ends_line = characters[marks] == LINE_FEED
    if ends_line[:, :-1].any() or not ends_line[:, -1].all():
        return None
    before = marks[:, vote - 1] if vote else np.append(-1, marks[:-1, -1])
    places = zip((before + 1).tolist(), marks[:, last].tolist(), strict=True)
    return [data[start:end] for start, end in places]


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
    counts: Counter[bytes],
    election: Election,
    default: Decimal,
) -> Profile:
    mark = MARK if section.mark is None else section.mark.decode()
    texts = [ballot.decode().partition(mark)[::2] for ballot in counts]
    points = None if columns.points is None else (points for _, points in texts)
    reader = BallotReader(election, points, default)
    groups: dict[Key, int] = {}
    for (vote, given), (ballot, weight) in zip(texts, counts.items(), strict=True):
        try:
            key = reader.key(vote, given)
        except Fault as fault:
            line = section.places[section.cast.index(ballot)]
            field = columns.points if fault.in_points and columns.points else columns.vote
            column = column_of(source.lines[line - 1], field) + fault.offset
            raise PabulibError(str(fault), line, column) from None
        groups[key] = groups.get(key, 0) + weight
    n_projects = len(election.projects)
    return Profile.from_groups(n_projects, groups, election.vote_type, score_unit=reader.unit)
