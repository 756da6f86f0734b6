"""Rows of a `.pb` file with the place that each came from."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from voting.pabulib.errors import PabulibError

SECTIONS = ("META", "PROJECTS", "VOTES")
LONGEST_FIELD = 2**31 - 1
"""Characters. Python's own limit is 131,072, and there are longer descriptions."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text in lines without their ends, and how it ended and began them.

    `odd_ends` are those of lines (from 0) that do not end in `newline`, as most do.
    """

    lines: list[str]
    newline: str
    bom: bool
    odd_ends: Mapping[int, str] = field(default_factory=dict)

    def as_it_stood(self, start: int, end: int) -> str:
        """The text of these lines (from 0, without the last), each with its own end."""
        return "".join(
            self.lines[i] + self.odd_ends.get(i, self.newline) for i in range(start, end)
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One record. `line` is the first line it stands on, counted from 1; `last` its last."""

    fields: list[str]
    line: int
    last: int

    @property
    def marker(self) -> str | None:
        """The section that this row opens, if it is a section mark."""
        name = self.fields[0].strip().upper() if self.fields else ""
        return name if name in SECTIONS and not any(self.fields[1:]) else None


def decode(data: bytes) -> Source:
    """Bytes as lines. UTF-8, with or without its mark, or UTF-16 with one; else PabulibError."""
    bom = data.startswith(b"\xef\xbb\xbf")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, start = before.count(b"\n") + 1, before.rfind(b"\n") + 1
        column = len(before[start:].decode("utf-8", "replace")) + 1
        raise PabulibError("this is not UTF-8 text", line, column) from None
    if "\0" in text:
        before_nul = text[: text.index("\0")]
        line, column = before_nul.count("\n") + 1, len(before_nul) - before_nul.rfind("\n")
        raise PabulibError("there is a NUL character, so this is no text file", line, column)
    if "\r" not in text:
        return Source(text.split("\n"), "\n", bom)
    lines, ends = _lines(text)
    newline = Counter(ends).most_common(1)[0][0]
    odd = {i: end for i, end in enumerate(ends) if end != newline}
    return Source(lines, newline, bom, odd)


def _lines(text: str) -> tuple[list[str], list[str]]:
    """Lines without their ends, and the ends."""
    ends = re.findall("\r\n|\r|\n", text)
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ends


def rows(lines: list[str], start: int = 0) -> Iterator[Row]:
    """The non-empty records from this line on (counted from 0).

    A field that goes on behind its closing quote is read as spreadsheets read it. Quotes that
    never close raise PabulibError.
    """
    place, reader = start, _reader(lines, start)
    while True:
        try:
            fields = _next(reader)
            following = reader.line_num
        except csv.Error as error:
            fields, following = _lenient(lines, place, error)
            if fields is not None:
                start = following
                reader, following = _reader(lines, start), 0
        if fields is None:
            return
        behind = start + following
        if any(text.strip() for text in fields):
            yield Row(fields, place + 1, behind)
        place = behind


def _reader(lines: list[str], start: int, strict: bool = True) -> Any:
    ended = (lines[i] + "\n" for i in range(start, len(lines)))
    return csv.reader(ended, delimiter=";", strict=strict)


def _next(reader: Any) -> list[str] | None:
    """The next record. Python has one limit to a field for everyone, so it is put back at once."""
    before = csv.field_size_limit(LONGEST_FIELD)
    try:
        fields: list[str] | None = next(reader, None)
        return fields
    finally:
        csv.field_size_limit(before)


def _lenient(lines: list[str], place: int, error: csv.Error) -> tuple[list[str] | None, int]:
    """One record read without strictness, and the line behind it."""
    if "expected after" in str(error):
        reader = _reader(lines, place, strict=False)
        fields = _next(reader)
        if fields is not None and reader.line_num == 1:
            fields = _with_quotes(fields, lines[place])
        return fields, place + reader.line_num
    column = lines[place].find('"') + 1 if place < len(lines) else 1
    raise PabulibError(f"the quotes do not match ({error})", place + 1, max(column, 1)) from None


def _with_quotes(fields: list[str], line: str) -> list[str]:
    """The fields with the quotes that belong to a name: in `"Odkupmy" i my` they are no wrapping.

    Where semicolons stand between quotes, the fields stay as they were read.
    """
    pieces = line.split(";")
    if len(pieces) != len(fields):
        return fields
    return [
        text if piece == f'"{text}"' or '"' not in piece else _unwrapped(piece)
        for text, piece in zip(fields, pieces, strict=True)
    ]


def _unwrapped(piece: str) -> str:
    """What a piece says: the content of well-formed quotes, or all of it."""
    inner = piece[1:-1]
    wrapped = len(piece) > 1 and piece[0] == piece[-1] == '"' and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if wrapped else piece


def names_of(source: Source, header: Row) -> tuple[str, ...]:
    """The columns that a header row names; a name that stands twice raises PabulibError."""
    names = tuple(name.strip() for name in header.fields)
    for position, name in enumerate(names):
        if name and name in names[:position]:
            column = column_of(source.lines[header.line - 1], position)
            raise PabulibError(f"there are two columns {name!r}", header.line, column)
    return names


def column_of(line: str, position: int) -> int:
    """Character column, from 1, at which field number `position` (from 0) of a line begins."""
    column, quoted = 1, False
    for i, character in enumerate(line, 1):
        if position == 0:
            break
        if character == '"':
            quoted = not quoted
        elif character == ";" and not quoted:
            position -= 1
            column = i + 1
    return column
