"""Parts of letters become one PDF that another program reads page by page, with all its tags."""

import itertools
import re
from pathlib import Path

import pytest
import typst

from budget_app.people import joined_pdf, letters
from budget_app.people.roll import Letter

TITLE = "Lombaspel (7 0 R) een"


def part(first: int, count: int) -> list[Letter]:
    return [
        Letter(f"CODE-{number:04d}", str(number), "BU1", ("nl", "en", "ar")[number % 3])
        for number in range(first, first + count)
    ]


def pages(pdf: bytes, folder: Path) -> list[bytes]:
    """Each page as a picture, drawn by typst's own reader of PDFs; it fails on a broken file."""
    (folder / "joined.pdf").write_bytes(pdf)
    count = int(re.findall(rb"/Type/Pages/Count (\d+)", pdf)[-1])
    pictures = []
    for number in range(1, count + 1):
        source = folder / "page.typ"
        source.write_text(
            f'#set page(width: auto, height: auto)\n#image("joined.pdf", page: {number})'
        )
        pictures.append(typst.compile(str(source), root=str(folder), format="png", ppi=40.0))
    return pictures


def test_the_pages_are_those_of_the_parts(tmp_path: Path) -> None:
    parts = [part(0, 2), part(2, 3), part(5, 1)]
    whole = b"".join(letters.pdf_of_parts(parts, TITLE, "https://example.nl"))
    found = pages(whole, tmp_path)
    assert len(found) == 6
    assert len(set(found)) == 6
    alone = letters.pdf(part(5, 1), TITLE, "https://example.nl")
    assert found[5] == pages(alone, tmp_path)[0]


def test_every_object_is_where_the_table_says_and_every_page_has_its_tags() -> None:
    parts = (part(number, 3) for number in range(0, 9, 3))
    whole = b"".join(letters.pdf_of_parts(parts, TITLE, "https://example.nl"))
    objects, _trailer = joined_pdf._read(whole)
    named = {int(n) for body in objects.values() for n in references(body)}
    assert named <= set(objects)
    marked = sorted(int(n) for n in re.findall(rb"/StructParents (\d+)", whole))
    assert marked == list(range(9))
    tree = objects[joined_pdf.PARENTS]
    assert [int(n) for n in re.findall(rb"(\d+) \d+ 0 R", tree)] == marked


def references(body: bytes) -> list[bytes]:
    head = body.partition(b"stream\n")[0]
    return re.findall(rb"(\d+) 0 R", re.sub(rb"\(.*?[^\\]\)", b"", head))


def test_no_part_is_asked_for_before_the_last_one_was_sent() -> None:
    asked = itertools.count(1)
    parts = (part(next(asked), 1) for _ in range(3))
    pieces = letters.pdf_of_parts(parts, TITLE, "https://example.nl")
    next(pieces)
    assert next(asked) == 2


@pytest.mark.parametrize("wrong", [b"", b"%PDF-1.7 nothing", b"startxref\n9\n%%EOF"])
def test_what_our_printer_did_not_write_is_refused(wrong: bytes) -> None:
    with pytest.raises(joined_pdf.Unreadable):
        list(joined_pdf.joined([wrong]))
