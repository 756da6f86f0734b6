"""An election as JSON: {"meta": {…}, "projects": [{…}, …], "ballots": [{…}, …]}.

Names and values are those of `.pb`; a list (of categories, of the projects in a vote) is a list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from voting.ballots import Profile
from voting.election import Election
from voting.errors import VotingError
from voting.formats.bridge import SECTIONS, Bridge, Origin, sections
from voting.pabulib.table import decode

KEYS = dict(zip(SECTIONS, ("meta", "projects", "ballots"), strict=True))
LEAST = {"projects": ("project_id", "cost"), "ballots": ("voter_id", "vote", "points")}
"""Columns where there is no record to tell them."""
LISTS = ("vote", "points", "category", "beneficiaries")
BLANKS = " \t\n\r"

Located = tuple[Any, int]
"""A JSON value and the offset at which it begins."""


def write(election: Election, profile: Profile) -> str:
    """The JSON text, one record to a line."""
    found = sections(election, profile)
    meta = json.dumps({row[0]: row[1] for row in found["META"][1:]}, ensure_ascii=False)
    projects = ",\n".join(_objects(found["PROJECTS"]))
    ballots = ",\n".join(_objects(found["VOTES"]))
    return f'{{"meta": {meta},\n"projects": [\n{projects}\n],\n"ballots": [\n{ballots}\n]}}\n'


def _objects(records: list[list[str]]) -> Iterator[str]:
    header = records[0]
    for record in records[1:]:
        values = {name: _listed(name, text) for name, text in zip(header, record, strict=False)}
        yield json.dumps(values, ensure_ascii=False)


def _listed(name: str, text: str) -> str | list[str]:
    if name not in LISTS:
        return text
    return text.split(",") if text else []


def read(path: Path) -> tuple[Election, Profile]:
    """Read the file. Raises VotingError, which names line and column, and OSError."""
    return read_text(decode(path.read_bytes()).text)


def read_text(text: str) -> tuple[Election, Profile]:
    """As `read`, from the text of a file."""
    parts = _parts(text)
    bridge = Bridge()
    for section, key in KEYS.items():
        value, offset = parts.get(key, (None, 0))
        bridge.mark(section, _origin(text, offset))
        if section == "META":
            _meta(bridge, text, value, offset)
        else:
            _records(bridge, text, key, value, offset)
    return bridge.read()


def _origin(text: str, offset: int) -> Origin:
    before = text[:offset]
    return Origin("", before.count("\n") + 1, offset - before.rfind("\n"))


def _wrong(text: str, offset: int, message: str) -> VotingError:
    origin = _origin(text, offset)
    return VotingError(f"line {origin.line}, column {origin.column}: {message}")


def _parts(text: str) -> dict[str, Located]:
    """The members of the outer object; lists as lists of located values."""
    found: dict[str, Located] = {}
    place = _expect(text, 0, "{")
    while True:
        key, place = _value(text, place)
        if not isinstance(key, str):
            raise _wrong(text, place, "here a name should stand")
        start = _skip(text, _expect(text, place, ":"))
        value, place = (
            _elements(text, start) if text[start : start + 1] == "[" else _value(text, start)
        )
        found[key] = (value, start)
        place = _skip(text, place)
        if text[place : place + 1] == "}":
            return found
        place = _expect(text, place, ",")


def _elements(text: str, start: int) -> tuple[list[Located], int]:
    found: list[Located] = []
    place = _skip(text, start + 1)
    if text[place : place + 1] == "]":
        return found, place + 1
    while True:
        place = _skip(text, place)
        value, end = _value(text, place)
        found.append((value, place))
        place = _skip(text, end)
        if text[place : place + 1] == "]":
            return found, place + 1
        place = _expect(text, place, ",")


def _value(text: str, place: int) -> tuple[Any, int]:
    try:
        return json.JSONDecoder(parse_float=str, parse_int=str).raw_decode(text, _skip(text, place))
    except json.JSONDecodeError as error:
        raise _wrong(text, error.pos, f"this is not JSON ({error.msg})") from None


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place] in BLANKS:
        place += 1
    return place


def _expect(text: str, place: int, mark: str) -> int:
    place = _skip(text, place)
    if text[place : place + 1] != mark:
        raise _wrong(text, place, f"here {mark!r} should stand")
    return place + 1


def _meta(bridge: Bridge, text: str, value: Any, offset: int) -> None:
    if not isinstance(value, Mapping):
        raise _wrong(text, offset, '"meta" should be an object')
    bridge.row(("key", "value"), _origin(text, offset))
    for key, item in value.items():
        place = text.find(json.dumps(key, ensure_ascii=False), offset)
        bridge.row((key, _cell(item)), _origin(text, max(place, offset)))


def _records(bridge: Bridge, text: str, key: str, value: Any, offset: int) -> None:
    if not isinstance(value, list):
        raise _wrong(text, offset, f'"{key}" should be a list')
    columns: dict[str, None] = {} if value else dict.fromkeys(LEAST[key])
    for item, place in value:
        if not isinstance(item, Mapping):
            raise _wrong(text, place, f'each of "{key}" should be an object')
        columns |= dict.fromkeys(item)
    bridge.row(tuple(columns), _origin(text, offset))
    line, last = 1, 0
    for item, place in value:
        line += text.count("\n", last, place)
        last = place
        column = place - text.rfind("\n", 0, place)
        cells = [_cell(item.get(name, "")) for name in columns]
        bridge.row(cells, Origin("", line, column))


def _cell(item: Any) -> str:
    if isinstance(item, list):
        return ",".join(_cell(each) for each in item)
    if item is None:
        return ""
    return item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
