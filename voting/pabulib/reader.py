"""From bytes to an election and its ballots."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import NoReturn, TypeVar

from voting.ballots import BALLOT_TYPES, SCORING, Profile
from voting.election import CENTS, Election, Project
from voting.errors import VotingError
from voting.pabulib import numbers
from voting.pabulib.errors import PabulibError
from voting.pabulib.layout import (
    AREA_COLUMNS,
    CATEGORY_COLUMNS,
    GROUP_COLUMNS,
    TARGET_COLUMNS,
    Layout,
    stood,
)
from voting.pabulib.table import Row, Source, column_of, decode, names_of, rows
from voting.pabulib.votes import read_votes

T = TypeVar("T")
Record = tuple[Sequence[str], Row]
HEADER = ("key", "value")
OTHER_MARKS = ((",", "commas"), ("\t", "tabs"), ("|", "strokes"))


def read(source: str | PathLike[str] | bytes) -> tuple[Election, Profile]:
    """Read a file by path, or its content as bytes, or as text (any str with a line end in it).

    Raises PabulibError, which names line and column, and OSError when there is no such file.
    """
    if isinstance(source, bytes):
        return read_bytes(source)
    if isinstance(source, str) and "\n" in source:
        return read_bytes(source.encode())
    return read_bytes(Path(source).read_bytes())


def read_bytes(data: bytes) -> tuple[Election, Profile]:
    """As `read`, from the bytes of a file."""
    source = decode(data)
    marks, meta_rows, project_rows, votes_header = _sections(source)
    _check_delimiter(meta_rows)
    meta = _meta(meta_rows)
    header, *listed = project_rows
    columns = names_of(source, header)
    scale, budget, costs = _amounts(source, meta_rows, meta, columns, listed)
    try:
        projects = tuple(
            _project(columns, row, cost) for row, cost in zip(listed, costs, strict=True)
        )
        vote_type = _vote_type(source, meta_rows, meta)
        _check_once(projects, listed)
        election = Election(budget, projects, meta.get("currency", ""), vote_type, meta, scale)
    except PabulibError:
        raise
    except VotingError as error:
        raise PabulibError(str(error), header.line, 1) from None
    records = [*marks, *_meta_records(meta, meta_rows), (columns, header)]
    records += [(_filled(row, columns), row) for row in listed]
    layout = Layout(source.newline, source.bom, columns, _end_line(source), stood(source, records))
    default = _default_score(source, meta_rows, meta) if vote_type == SCORING else Decimal()
    profile = read_votes(source, votes_header, election, layout, default)
    digest = hashlib.sha256(data).hexdigest()
    object.__setattr__(election, "source_sha256", digest)
    object.__setattr__(profile, "source_sha256", digest)
    return election, profile


def _end_line(source: Source) -> bool:
    return not source.text or source.text.endswith("\n")


def _check_once(projects: tuple[Project, ...], listed: list[Row]) -> None:
    seen: dict[str, int] = {}
    for project, row in zip(projects, listed, strict=True):
        if project.id in seen:
            message = f"project {project.id!r} is listed twice, first in line {seen[project.id]}"
            raise PabulibError(message, row.line)
        seen[project.id] = row.line


def _meta_records(meta: Mapping[str, str], meta_rows: list[Row]) -> Iterator[Record]:
    """The rows of META with the fields that the writer has for them."""
    for row in meta_rows:
        key = row.fields[0].strip()
        yield ((key, meta[key]) if key in meta else HEADER), row


def _filled(row: Row, columns: tuple[str, ...]) -> list[str]:
    return [*row.fields, *[""] * (len(columns) - len(row.fields))]


def _sections(source: Source) -> tuple[list[Record], list[Row], list[Row], Row]:
    """Marks of sections, rows of META and of PROJECTS with its header, and the header of VOTES."""
    found: dict[str, list[Row]] = {}
    marks: list[Record] = []
    section = ""
    for row in rows(source.lines):
        if section == "VOTES":
            found["VOTES"].append(row)
            break
        marker = row.marker
        if marker:
            if marker in found:
                raise PabulibError(f"section {marker} begins a second time", row.line)
            section = marker
            found[section] = []
            marks.append(((marker,), row))
        elif not section:
            _refuse_beginning(row)
        else:
            found[section].append(row)
    for name in ("META", "PROJECTS", "VOTES"):
        if name not in found:
            raise PabulibError(f"section {name} is missing", len(source.lines))
        if not found[name]:
            raise PabulibError(f"section {name} is empty", len(source.lines))
    return marks, found["META"], found["PROJECTS"], found["VOTES"][0]


def _refuse_beginning(row: Row) -> NoReturn:
    said = row.fields[0].strip()
    if said[:4].upper() == "META" and said[4:5] in ",\t|":
        raise PabulibError(f"fields need semicolons between them, and here is {said!r}", row.line)
    raise PabulibError("the file does not begin with META", row.line)


def _check_delimiter(meta_rows: list[Row]) -> None:
    """Refuse a META in which no line has a semicolon, as one saved with commas or tabs."""
    if all(len(row.fields) == 1 for row in meta_rows):
        row = meta_rows[0]
        found = next((name for mark, name in OTHER_MARKS if mark in row.fields[0]), "none")
        raise PabulibError(
            f"fields need semicolons between them, and here there are {found}", row.line
        )


def _meta(meta_rows: list[Row]) -> dict[str, str]:
    meta: dict[str, str] = {}
    for row in meta_rows:
        key = row.fields[0].strip()
        if row is meta_rows[0] and key.lower() == "key":
            continue
        if key in meta:
            raise PabulibError(f"META gives {key!r} a second time", row.line)
        rest = row.fields[1:]
        while len(rest) > 1 and not rest[-1]:
            rest.pop()
        meta[key] = ";".join(rest)
    return meta


def _at(
    source: Source, row: Row, position: int, what: str, text: str, take: Callable[[str], T]
) -> T:
    """`take(text)`, with its ValueError turned into one that names the place."""
    try:
        return take(text)
    except ValueError as error:
        column = column_of(source.lines[row.line - 1], position)
        raise PabulibError(f"{what}: {error}", row.line, column) from None


def _meta_row(meta_rows: list[Row], key: str) -> Row:
    for row in meta_rows:
        if row.fields[0].strip() == key:
            return row
    raise PabulibError(f"META lacks {key!r}", meta_rows[0].line)


def _amounts(
    source: Source,
    meta_rows: list[Row],
    meta: Mapping[str, str],
    columns: tuple[str, ...],
    listed: list[Row],
) -> tuple[int, int, list[int]]:
    """Minor units per currency unit, the budget, and the cost per project."""
    budget = _at(source, _meta_row(meta_rows, "budget"), 1, "budget", meta.get("budget", ""),
                 numbers.decimal)  # fmt: skip
    header_line = listed[0].line - 1 if listed else 1
    for needed in ("project_id", "cost"):
        if needed not in columns:
            raise PabulibError(f"PROJECTS has no column {needed!r}", header_line)
    place = columns.index("cost")
    costs: list[Decimal] = []
    for row in listed:
        if len(row.fields) <= place:
            raise PabulibError("this project has no cost", row.line)
        costs.append(_at(source, row, place, "cost", row.fields[place], numbers.decimal))
    scale = max(CENTS, *(10 ** numbers.decimals(value) for value in (budget, *costs)))
    return scale, numbers.minor(budget, scale), [numbers.minor(cost, scale) for cost in costs]


def _project(columns: tuple[str, ...], row: Row, cost: int) -> Project:
    if len(row.fields) > len(columns) and any(row.fields[len(columns) :]):
        raise PabulibError(
            f"this project has {len(row.fields)} fields under {len(columns)} columns", row.line
        )
    extra = dict(zip(columns, row.fields, strict=False))
    name = extra.get("project_id", "").strip()
    if not name:
        raise PabulibError("this project has no project_id", row.line)
    return Project(
        name,
        cost,
        extra.get("name", ""),
        _listed(extra, CATEGORY_COLUMNS),
        _listed(extra, AREA_COLUMNS),
        _listed(extra, TARGET_COLUMNS),
        next((extra[c].strip() for c in GROUP_COLUMNS if extra.get(c, "").strip()), None),
        numbers.decimal(extra["cost"]) == numbers.WITHDRAWN_COST,
        extra,
    )


def _listed(extra: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, ...]:
    """The comma-separated values of the first of these columns that has any."""
    for name in names:
        values = tuple(v.strip() for v in extra.get(name, "").split(",") if v.strip())
        if values:
            return values
    return ()


def _default_score(source: Source, meta_rows: list[Row], meta: Mapping[str, str]) -> Decimal:
    """The points that a scoring ballot gives to each project that it does not list."""
    text = meta.get("default_score", "").strip()
    if not text:
        return Decimal()
    row = _meta_row(meta_rows, "default_score")
    return _at(source, row, 1, "default_score", text, numbers.points)


def _vote_type(source: Source, meta_rows: list[Row], meta: Mapping[str, str]) -> str:
    row = _meta_row(meta_rows, "vote_type")
    vote_type = meta["vote_type"].strip().lower()
    if vote_type not in BALLOT_TYPES:
        allowed = ", ".join(BALLOT_TYPES)
        column = column_of(source.lines[row.line - 1], 1)
        raise PabulibError(f"vote_type {vote_type!r} is none of {allowed}", row.line, column)
    return vote_type
