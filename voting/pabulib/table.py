"""Rows of a `.pb` file with the place that each came from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

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
    """The non-empty records from this line on (counted from 0)."""
    reader = csv.reader((line + "\n" for line in _from(lines, start)), delimiter=";", strict=True)
    before = 0
    while True:
        try:
            fields = next(reader, None)
        except csv.Error as error:
            line = start + before + 1
            column = lines[line - 1].find('"') + 1 if line <= len(lines) else 1
            raise PabulibError(f"the quotes do not match ({error})", line, max(column, 1)) from None
        if fields is None:
            return
        if any(field.strip() for field in fields):
            yield Row(fields, start + before + 1)
        before = reader.line_num


def _from(lines: list[str], start: int) -> Iterator[str]:
    for i in range(start, len(lines)):
        yield lines[i]


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
