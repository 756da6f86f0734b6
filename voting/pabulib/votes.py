"""The VOTES section, quickly: each different ballot is understood once, however often it is cast.

Most of the time goes into splitting lines, which Python does at C speed; identical ballots are
found by their text first and by their meaning second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from voting.ballots import ORDINAL, UNSCORED, Key, Profile
from voting.election import Election
from voting.pabulib import numbers
from voting.pabulib.errors import PabulibError
from voting.pabulib.layout import Layout, VoteLines, VoteRows
from voting.pabulib.table import Row, Source, column_of, rows

Cast = tuple[str, str]
"""A ballot's text: the field `vote`, and the field `points` or nothing."""


@dataclass(frozen=True, slots=True)
class _Columns:
    names: tuple[str, ...]
    vote: int
    points: int | None

    @property
    def needed(self) -> int:
        """Fields that a row must have: what stands behind them may be missing."""
        return max(self.vote, self.points or 0) + 1


def read_votes(source: Source, header: Row, election: Election, layout: Layout) -> Profile:
    """The profile below this header row; PabulibError names the line of a ballot that is wrong."""
    columns = _columns(source, header, election.vote_type)
    lines = source.lines[header.line :]
    while lines and not lines[-1]:
        lines.pop()
    text = "\n".join(lines)
    records: VoteLines | VoteRows
    if '"' in text:
        listed = list(rows(source.lines, header.line))
        _check_widths(source, columns, [(len(row.fields), row.line) for row in listed])
        fields: list[Sequence[str]] = [row.fields for row in listed]
        records = VoteRows(columns.names, tuple(fields), layout)
        places: Sequence[int] = [row.line for row in listed]
    else:
        fields, places = _split(source, columns, lines, header.line)
        records = VoteLines(columns.names, text, layout)
    cast = _casts(columns, fields)
    counts = Counter(cast)

    def where(ballot: Cast) -> int:
        return places[cast.index(ballot)]

    groups, unit = _groups(source, columns, counts, election, where)
    return Profile.from_groups(
        len(election.projects), groups, election.vote_type, records=records, score_unit=unit
    )


def _columns(source: Source, header: Row, vote_type: str) -> _Columns:
    names = tuple(name.strip() for name in header.fields)
    if "vote" not in names:
        raise PabulibError("VOTES has no column 'vote'", header.line)
    points = names.index("points") if "points" in names and vote_type not in UNSCORED else None
    if points is None and vote_type not in (*UNSCORED, ORDINAL):
        raise PabulibError(f"{vote_type} ballots need a column 'points'", header.line)
    return _Columns(names, names.index("vote"), points)


def _split(
    source: Source, columns: _Columns, lines: list[str], start: int
) -> tuple[list[Sequence[str]], Sequence[int]]:
    """Fields up to the last one needed, and the line number, of each non-empty line."""
    places: Sequence[int] = range(start + 1, start + len(lines) + 1)
    if "" in lines:
        kept = [(line, place) for line, place in zip(lines, places, strict=True) if line.strip()]
        lines, places = [line for line, _ in kept], [place for _, place in kept]
    width = len(columns.names) - 1
    if {line.count(";") for line in lines} - {width}:
        widths = [line.count(";") + 1 for line in lines]
        _check_widths(source, columns, list(zip(widths, places, strict=True)))
    needed = columns.needed
    return [line.split(";", needed) for line in lines], places


def _check_widths(source: Source, columns: _Columns, widths: list[tuple[int, int]]) -> None:
    """Refuse a row that is too short to hold its ballot, or that has more than its columns."""
    most = len(columns.names)
    for width, line in widths:
        if width < columns.needed:
            raise PabulibError(f"this ballot has {width} of the {most} fields", line)
        if width > most:
            column = column_of(source.lines[line - 1], most)
            if source.lines[line - 1][column - 2 :].strip("; "):
                raise PabulibError(f"this ballot has {width} fields, not {most}", line, column)


def _casts(columns: _Columns, fields: list[Sequence[str]]) -> list[Cast]:
    vote, points = columns.vote, columns.points
    if points is None:
        return [(row[vote], "") for row in fields]
    return [(row[vote], row[points]) for row in fields]


def _groups(
    source: Source,
    columns: _Columns,
    counts: Counter[Cast],
    election: Election,
    where: Callable[[Cast], int],
) -> tuple[dict[Key, int], int]:
    """Weight per different ballot, and the score unit (see `Profile.score_unit`)."""
    reader = _Ballots(election)
    try:
        keys = [reader.key(vote, points, columns.points is not None) for vote, points in counts]
    except _Fault:
        reader.unit = _score_unit(counts) if columns.points is not None else 1
        keys = [_placed(source, columns, ballot, reader, where) for ballot in counts]
    groups: dict[Key, int] = {}
    for key, weight in zip(keys, counts.values(), strict=True):
        groups[key] = groups.get(key, 0) + weight
    return groups, reader.unit


class _Fault(ValueError):
    """What is wrong with a ballot: which of its two fields, and how far into it."""

    def __init__(self, message: str, in_points: bool, offset: int) -> None:
        super().__init__(message)
        self.in_points, self.offset = in_points, offset


class _Ballots:
    """Understands ballot texts of one election."""

    def __init__(self, election: Election) -> None:
        self.index = election.index
        self.type = election.vote_type
        self.unit = 1

    def key(self, vote: str, points: str, scored: bool) -> Key:
        """One ballot in the profile's form; raises _Fault."""
        if not vote.strip():
            return (), ()
        positions = self._positions(vote)
        if scored:
            return self._scored(vote, positions, points)
        unique = tuple(dict.fromkeys(positions))
        if self.type == ORDINAL:
            return unique, tuple(range(len(unique), 0, -1))
        return tuple(sorted(unique)), (1,) * len(unique)

    def _positions(self, vote: str) -> list[int]:
        names = vote.split(",")
        try:
            return [self.index[name] for name in names]
        except KeyError:
            pass
        found, offset = [], 0
        for name in names:
            if name.strip() in self.index:
                found.append(self.index[name.strip()])
            elif name.strip():
                message = f"the ballot names project {name.strip()!r}, which is not listed"
                raise _Fault(message, False, offset)
            offset += len(name) + 1
        return found

    def _scored(self, vote: str, positions: list[int], points: str) -> Key:
        texts = points.split(",")
        if len(texts) != len(positions):
            message = f"{len(positions)} projects and {len(texts)} points"
            raise _Fault(message, True, 0)
        given: dict[int, int] = {}
        for position, text in zip(positions, texts, strict=True):
            given[position] = given.get(position, 0) + self._score(text)
        if self.type == ORDINAL:
            return tuple(given), tuple(given.values())
        order = sorted(position for position, score in given.items() if score)
        return tuple(order), tuple(given[position] for position in order)

    def _score(self, text: str) -> int:
        try:
            return int(text) * self.unit
        except ValueError:
            pass
        try:
            score = Decimal(text.strip()) * self.unit
            if score == score.to_integral_value():
                return int(score)
        except ArithmeticError:
            pass
        raise _Fault(f"{text!r} is not a number of points", True, 0)


def _placed(
    source: Source,
    columns: _Columns,
    ballot: Cast,
    reader: _Ballots,
    where: Callable[[Cast], int],
) -> Key:
    try:
        return reader.key(*ballot, columns.points is not None)
    except _Fault as fault:
        line = where(ballot)
        position = columns.points if fault.in_points and columns.points else columns.vote
        column = column_of(source.lines[line - 1], position) + fault.offset
        raise PabulibError(str(fault), line, column) from None


def _score_unit(counts: Counter[Cast]) -> int:
    """10 to the power of the most decimals that any points have."""
    most = 0
    for _, points in counts:
        for text in points.split(","):
            try:
                most = max(most, numbers.decimals(abs(Decimal(text.strip()))))
            except (ArithmeticError, ValueError):
                continue
    return int(10**most)
