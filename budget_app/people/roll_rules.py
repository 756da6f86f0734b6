"""Read a list of who may take part. Pure: a report per line, and nothing half-taken.

The list is a CSV with a header. One line is one pass. Columns:

- `buurt`: the CBS code of the buurt (or wijk) the pass counts for; must lie in the round's area;
- `kenmerk` (optional): the municipality's own mark, printed on the letter; kept only as a keyed
  hash, by which its desk can find a lost pass;
- `huishouden` (optional): lines with the same word belong to one household;
- `straat` (optional): the street, without a number;
- `taal` (optional): the language of the letter.
"""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass

from budget_app.i18n import LANGUAGES, LazyText, _l

COLUMNS = ("buurt", "kenmerk", "huishouden", "straat", "taal")
MOST_LINES = 50_000
MOST_REPORTED = 50


@dataclass(frozen=True)
class Line:
    """One pass to be made."""

    area_code: str
    mark: str = ""
    household: str = ""
    street: str = ""
    language: str = "nl"


@dataclass(frozen=True)
class Fault:
    """What is wrong in the list, at which line (the header is line 1)."""

    line: int
    text: LazyText


def read(content: bytes, areas: Collection[str]) -> tuple[list[Line], list[Fault]]:
    """The lines of a list, and all that is wrong with it; take no line if anything is."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return [], [Fault(line, _l("Dit bestand is niet in UTF-8. Sla het op als CSV UTF-8."))]
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    header = [name.strip().lower() for name in rows.fieldnames or []]
    if "buurt" not in header:
        return [], [Fault(1, _l("De eerste regel moet de kolom “buurt” noemen."))]
    rows.fieldnames = header
    return _lines(rows, set(areas))


def _lines(rows: "csv.DictReader[str]", areas: set[str]) -> tuple[list[Line], list[Fault]]:
    lines: list[Line] = []
    faults: list[Fault] = []
    marks: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        line = _line(row)
        if number > MOST_LINES + 1:
            faults.append(
                Fault(
                    number,
                    _l("Dit bestand is te lang: ten hoogste {most} regels.").with_values(
                        most=MOST_LINES
                    ),
                )
            )
            break
        fault = _fault(line, areas, marks)
        if fault is not None:
            faults.append(Fault(number, fault))
        if line.mark:
            marks.setdefault(line.mark, number)
        lines.append(line)
        if len(faults) == MOST_REPORTED:
            break
    if not lines and not faults:
        faults.append(Fault(2, _l("De lijst is leeg.")))
    return lines, faults


def _line(row: dict[str, str | None]) -> Line:
    word = {name: (row.get(name) or "").strip() for name in COLUMNS}
    return Line(
        area_code=word["buurt"].upper(),
        mark=word["kenmerk"],
        household=word["huishouden"],
        street=word["straat"],
        language=word["taal"].lower() or "nl",
    )


def _fault(line: Line, areas: set[str], marks: dict[str, int]) -> LazyText | None:
    if line.area_code not in areas:
        return _l("De buurt “{code}” hoort niet bij deze ronde.").with_values(code=line.area_code)
    if line.mark in marks:
        return _l("Het kenmerk “{mark}” staat ook op regel {line}.").with_values(
            mark=line.mark, line=marks[line.mark]
        )
    if line.language not in LANGUAGES:
        return _l("De taal “{code}” kennen we niet. Kies uit: {allowed}.").with_values(
            code=line.language, allowed=", ".join(LANGUAGES)
        )
    return None
