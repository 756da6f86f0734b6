"""Read a list of who may take part. Pure: a report per line, and nothing half-taken.

The list is a CSV with a header. One line is one pass. Columns:

- `buurt`: the CBS code of the buurt (or wijk) the pass counts for; must lie in the round's area;
- `kenmerk` (optional): the municipality's own mark, printed on the letter; kept only as a keyed
  hash, by which its desk can find a lost pass;
- `huishouden` (optional): lines with the same word, also on a later list of the same round, belong
  to one household (in one buurt);
- `straat` (optional): the street, without a number;
- `taal` (optional): the language of the letter.
"""

import csv
import io
import re
from collections.abc import Collection
from dataclasses import dataclass

from budget_app.i18n import LANGUAGES, LazyText, _l

COLUMNS = ("buurt", "kenmerk", "huishouden", "straat", "taal")
MOST_LINES = 25_000  # letters in one file; the largest wijken have fewer people
LONGEST = 80  # characters in one cell: what is longer does not fit on a letter
MOST_NAMED = 5  # areas in one sentence
NO_LETTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
EXTRA = "extra"  # where the reader puts what stands after the last column


@dataclass(frozen=True)
class Line:
    """One pass to be made. `number` is the line of the list that it came from."""

    area_code: str
    mark: str = ""
    household: str = ""
    street: str = ""
    language: str = "nl"
    number: int = 0


@dataclass(frozen=True)
class Fault:
    """What is wrong in the list, at which line (the header is line 1; 0 is the whole file)."""

    line: int
    text: LazyText


def read(
    content: bytes, areas: Collection[str], most: int = MOST_LINES
) -> tuple[list[Line], list[Fault]]:
    """The lines of a list, and all that is wrong with it; take no line if anything is.

    Every wrong line is reported, each once. Of more than `most` lines none is read.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [Fault(content[: error.start].count(b"\n") + 1, UNREADABLE)]
    if not text.strip():
        return [], [Fault(0, EMPTY)]
    if "\0" in text:
        return [], [Fault(text[: text.index("\0")].count("\n") + 1, UNREADABLE)]
    if fault := _header_fault(text):
        return [], [Fault(1, fault)]
    if len(re.findall(r"\r\n?|\n", text.rstrip())) > most:
        return [], [Fault(most + 2, TOO_LONG.with_values(most=most))]
    source = io.StringIO(text, newline="")
    source.readline()  # the header
    rows = csv.DictReader(source, _header(text), delimiter=_delimiter(text), restkey=EXTRA)
    try:
        return _lines(rows, set(areas))
    except csv.Error:
        return [], [Fault(rows.line_num + 2, _l("Deze regel is niet te lezen. Kijk hem na."))]


UNREADABLE = _l(
    "Hier staat een teken dat wij niet kunnen lezen. Sla de lijst in uw rekenprogramma op als "
    "“CSV UTF-8” en voer hem opnieuw in."
)
EMPTY = _l("De lijst is leeg.")
TOO_LONG = _l(
    "Deze lijst is te lang: ten hoogste {most} regels per keer. Splits de lijst, en voer elk deel "
    "apart in."
)


def _delimiter(text: str) -> str:
    return ";" if ";" in _first(text) else ","


def _first(text: str) -> str:
    return re.split(r"[\r\n]", text, maxsplit=1)[0]


def _header(text: str) -> list[str]:
    names = next(csv.reader([_first(text)], delimiter=_delimiter(text)), [])
    return [name.strip().lower() for name in names]


def _header_fault(text: str) -> LazyText | None:
    """What is wrong with the first line, which names the columns."""
    header = _header(text)
    if "\t" in _first(text):
        return _l("Tussen de kolommen staan tabs. Sla de lijst op als CSV, met ; of , ertussen.")
    if "|" in _first(text):
        return _l("Tussen de kolommen staat |. Sla de lijst op als CSV, met ; of , ertussen.")
    if "buurt" not in header:
        return _l(
            "De eerste regel noemt de kolommen. De kolom “buurt” ontbreekt. Er staat: {found}."
        ).with_values(found=", ".join(header) or "-")
    if unknown := [name for name in header if name not in COLUMNS]:
        return _l(
            "De kolom “{name}” kennen we niet. Haal hem weg, want wij bewaren alleen: {allowed}."
        ).with_values(name=unknown[0], allowed=", ".join(COLUMNS))
    if len(set(header)) < len(header):
        return _l("Een kolom staat er twee keer in. Haal er een weg.")
    return None


def _lines(rows: "csv.DictReader[str]", areas: set[str]) -> tuple[list[Line], list[Fault]]:
    lines: list[Line] = []
    faults: list[Fault] = []
    marks: dict[str, int] = {}
    for row in rows:
        number = rows.line_num + 1
        line = _line(row, number)
        fault = _shape(row) or _fault(line, areas, marks)
        if fault is not None:
            faults.append(Fault(number, fault))
        if line.mark:
            marks.setdefault(line.mark, number)
        lines.append(line)
    if not lines and not faults:
        faults.append(Fault(2, EMPTY))
    return lines, faults


def _shape(row: dict[str, str | None]) -> LazyText | None:
    """Whether a line has as many columns as the first one."""
    if EXTRA in row:
        return _l("Deze regel heeft meer kolommen dan de eerste regel. Haal de extra ; of , weg.")
    if None in row.values():
        return _l("Deze regel heeft minder kolommen dan de eerste regel.")
    return None


def _line(row: dict[str, str | None], number: int) -> Line:
    word = {name: (row.get(name) or "").strip() for name in COLUMNS}
    return Line(
        area_code=word["buurt"].upper(),
        mark=word["kenmerk"],
        household=word["huishouden"],
        street=word["straat"],
        language=word["taal"].lower() or "nl",
        number=number,
    )


def _fault(line: Line, areas: set[str], marks: dict[str, int]) -> LazyText | None:
    cells = (line.area_code, line.mark, line.household, line.street)
    if any(NO_LETTER.search(cell) for cell in cells):
        return UNREADABLE
    if any(len(cell) > LONGEST for cell in cells):
        return _l("Een woord op deze regel is te lang: ten hoogste {most} tekens.").with_values(
            most=LONGEST
        )
    if not line.area_code:
        return _l(
            "De code van de buurt ontbreekt. Dit zijn codes die kunnen: {allowed}."
        ).with_values(allowed=", ".join(sorted(areas)[:MOST_NAMED]))
    if line.area_code not in areas:
        return _l(
            "De buurt “{code}” hoort niet bij deze ronde. Dit zijn codes die wel kunnen: {allowed}."
        ).with_values(code=line.area_code, allowed=", ".join(sorted(areas)[:MOST_NAMED]))
    if line.mark in marks:
        return _l("Het kenmerk “{mark}” staat ook op regel {line}.").with_values(
            mark=line.mark, line=marks[line.mark]
        )
    if line.language not in LANGUAGES:
        return _l("De taal “{code}” kennen we niet. Kies uit: {allowed}.").with_values(
            code=line.language, allowed=", ".join(LANGUAGES)
        )
    return None
