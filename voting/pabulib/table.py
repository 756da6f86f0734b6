"""Rows of a `.pb` file with the place that each came from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from voting.pabulib.errors import PabulibError

SECTIONS = ("META", "PROJECTS", "VOTES")


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text in lines without their ends, and how it ended and began them."""

    lines: list[str]
    newline: str
    bom: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One record. `line` is the first line it stands on, counted from 1."""

    fields: list[str]
    line: int

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
    newline = "\r\n" if "\r\n" in text else "\n"
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(text.split("\n"), newline, bom)


def rows(lines: list[str], start: int = 0) -> Iterator[Row]:
    """The non-empty records from this line on (counted from 0).

    A field that goes on behind its closing quote is read as spreadsheets read it. Quotes that
    never close raise PabulibError.
    """
    place, reader = start, _reader(lines, start)
    while True:
        try:
            fields = next(reader, None)
            following = reader.line_num
        except csv.Error as error:
            fields, following = _lenient(lines, place, error)
            if fields is not None:
                start = following
                reader, following = _reader(lines, start), 0
        if fields is None:
            return
        if any(field.strip() for field in fields):
            yield Row(fields, place + 1)
        place = start + following


def _reader(lines: list[str], start: int, strict: bool = True) -> Any:
    ended = (lines[i] + "\n" for i in range(start, len(lines)))
    return csv.reader(ended, delimiter=";", strict=strict)


def _lenient(lines: list[str], place: int, error: csv.Error) -> tuple[list[str] | None, int]:
    """One record read without strictness, and the line behind it."""
    if "expected after" in str(error):
        reader = _reader(lines, place, strict=False)
        fields = next(reader, None)
        return fields, place + reader.line_num
    column = lines[place].find('"') + 1 if place < len(lines) else 1
    raise PabulibError(f"the quotes do not match ({error})", place + 1, max(column, 1)) from None


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
