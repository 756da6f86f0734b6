"""Rows of a `.pb` file with the place that each came from."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any, NoReturn

import numpy as np

from voting.pabulib.errors import PabulibError

SECTIONS = ("META", "PROJECTS", "VOTES")
PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ\0", b"7z\xbc\xaf")
"""How files of packing programs begin; those of spreadsheets (.xlsx, .ods) are zip files."""
LONGEST_FIELD = 2**31 - 1
"""Characters. Python's own limit is 131,072, and there are longer descriptions."""


class Lines:
    """The lines of a text without their ends, cut off one after another as they are asked for."""

    def __init__(self, text: str) -> None:
        self._text, self._behind = text, 0
        self._cut: list[str] = []

    def __getitem__(self, number: int) -> str:
        while number >= len(self._cut):
            if self._behind > len(self._text):
                raise IndexError("the text has no such line")
            end = self._text.find("\n", self._behind)
            end = len(self._text) if end < 0 else end
            self._cut.append(self._text[self._behind : end])
            self._behind = end + 1
        return self._cut[number]

    def __len__(self) -> int:
        if self._behind <= len(self._text):
            self._cut += self._text[self._behind :].split("\n")
            self._behind = len(self._text) + 1
        return len(self._cut)


@dataclass(frozen=True)
class Source:
    """A file's text with line feeds only, the same as UTF-8, and how it ended and began its lines.

    `odd_ends` are those of lines (from 0) that do not end in `newline`, as most do.
    """

    text: str
    data: bytes
    newline: str
    bom: bool
    odd_ends: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.text)

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
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = _decoded(data, "utf-16").encode()
    bom = data.startswith(codecs.BOM_UTF8)
    data = data.removeprefix(codecs.BOM_UTF8)
    if data.startswith(PACKED):
        raise PabulibError("this is a packed file (zip, gzip or such); unpack it first")
    nul = data.find(b"\0")
    if nul >= 0:
        _refuse("there is a NUL character, so this is no text file", data[:nul])
    if b"\r" not in data:
        return Source(_decoded(data), data, "\n", bom)
    if _in_pairs(data):
        plain = data.replace(b"\r", b"")
        return Source(_decoded(plain), plain, "\r\n", bom)
    text, ends = _with_line_feeds(_decoded(data))
    newline = Counter(ends).most_common(1)[0][0]
    odd = {i: end for i, end in enumerate(ends) if end != newline}
    return Source(text, text.encode(), newline, bom, odd)


def _in_pairs(data: bytes) -> bool:
    """Whether carriage returns and line feeds stand next to each other only, in that order."""
    characters = np.frombuffer(data, np.uint8)
    returns, feeds = characters == ord("\r"), characters == ord("\n")
    return not feeds[0] and not returns[-1] and np.array_equal(returns[:-1], feeds[1:])


def _decoded(data: bytes, encoding: str = "utf-8") -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        _refuse("this is not UTF-8 text", data[: error.start], encoding)


def _refuse(message: str, before: bytes, encoding: str = "utf-8") -> NoReturn:
    """Raise with the place that these bytes lead up to."""
    text, ends = _with_line_feeds(before.decode(encoding, "replace"))
    raise PabulibError(message, len(ends) + 1, len(text) - text.rfind("\n")) from None


def _with_line_feeds(text: str) -> tuple[str, list[str]]:
    """The text with line feeds only, and the line ends that it had."""
    ends = re.findall("\r\n|\r|\n", text)
    return text.replace("\r\n", "\n").replace("\r", "\n"), ends


def rows(lines: Lines, start: int = 0) -> Iterator[Row]:
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


def strict_rows(lines: list[str]) -> Iterator[list[str]]:
    """The fields of records in these lines, up to the first whose quotes are out of order.

    As many records as lines means that each line is one.
    """
    try:
        yield from csv.reader(lines, delimiter=";", strict=True)
    except csv.Error:
        return


def _reader(lines: Lines, start: int, strict: bool = True) -> Any:
    return csv.reader(_ended(lines, start), delimiter=";", strict=strict)


def _ended(lines: Lines, start: int) -> Iterator[str]:
    for number in count(start):
        try:
            line = lines[number]
        except IndexError:
            return
        yield line + "\n"


def _next(reader: Any) -> list[str] | None:
    """The next record. Python has one limit to a field for everyone, so it is put back at once."""
    before = csv.field_size_limit(LONGEST_FIELD)
    try:
        fields: list[str] | None = next(reader, None)
        return fields
    finally:
        csv.field_size_limit(before)


def _lenient(lines: Lines, place: int, error: csv.Error) -> tuple[list[str] | None, int]:
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
