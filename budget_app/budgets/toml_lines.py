"""At which line of a TOML file a setting stands: the parser of the language does not tell. Pure."""

import re
from typing import Any

Path = tuple[str | int, ...]
_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_SETTING = re.compile(r"^\s*([A-Za-z0-9_\-]+|\"[^\"]+\")\s*(?:\.\s*[\w\-]+\s*)*=")
_LONG = ('"""', "'''")


def lines_of(text: str) -> dict[Path, int]:
    """Line numbers of every table and every setting, as paths; rows of lists have a number."""
    found: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    table: Path = ()
    until = ""  # inside a text of many lines: what ends it
    for number, line in enumerate(text.splitlines(), start=1):
        if until:
            until = "" if until in line else until
            continue
        header = _HEADER.match(line)
        if header:
            table = _table(header[2], header[1] == "[[", counts)
            for end in range(1, len(table) + 1):
                found.setdefault(table[:end], number)
            continue
        setting = _SETTING.match(line)
        if setting:
            found.setdefault((*table, setting[1].strip('"')), number)
        until = next((sign for sign in _LONG if line.count(sign) % 2), "")
    return found


def line_of(lines: dict[Path, int], data: Any, place: str) -> int:
    """The line of a place such as `steps.jury.body` or `funders.1.share`.

    A row of a list is named by its number or by its own key; what is not there itself is found at
    what it would stand in.
    """
    path: list[str | int] = []
    here = data
    for word in place.split("."):
        if isinstance(here, list):
            at = _row(here, word)
            if at is None:
                break
            path.append(at)
            here = here[at]
        else:
            path.append(word)
            here = here.get(word) if isinstance(here, dict) else None
    while tuple(path) not in lines:
        path.pop()
    return lines[tuple(path)]


def _table(name: str, is_row: bool, counts: dict[Path, int]) -> Path:
    """The path of a header; a list on the way means its last row."""
    words = [word.strip().strip('"') for word in name.split(".")]
    path: Path = ()
    for place, word in enumerate(words):
        path = (*path, word)
        if is_row and place == len(words) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _row(rows: list[Any], word: str) -> int | None:
    if word.isdecimal():
        return int(word) if int(word) < len(rows) else None
    keys = [row.get("key") if isinstance(row, dict) else None for row in rows]
    return keys.index(word) if word in keys else None
