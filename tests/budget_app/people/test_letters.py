"""A letter shows the code of its own pass, in words and as QR, in the reader's language."""

import subprocess
from pathlib import Path

import pytest

from budget_app.people import letters
from budget_app.people.roll import Letter


@pytest.fixture
def printed(tmp_path: Path) -> bytes:
    """Two letters, the second in Arabic."""
    made = [
        Letter("K7WM-2QFX-9RTB", "kenmerk 12", "BU05999001", "nl"),
        Letter("ZZZZ-3333-YYYY", "", "BU05999002", "ar"),
    ]
    return letters.pdf(made, "Budget 2026", "https://budget.example")


def test_is_a_pdf_with_a_page_per_letter(printed: bytes) -> None:
    assert printed.startswith(b"%PDF")
    assert (
        printed.count(b"/Type /Page\n") + printed.count(b"/Type/Page/") == 2
        or b"/Count 2" in printed
    )


def test_the_words_of_the_letter_do_not_hide_its_code() -> None:
    letter = Letter("K7WM-2QFX-9RTB", "12", "BU1", "nl")
    page = letters._page(letter, "https://budget.example", letters.TEXTS)
    assert page["code"] == "K7WM-2QFX-9RTB"
    assert page["mark"] == "12"
    assert page["qr"].lstrip().startswith("<?xml")
    assert page["dir"] == "ltr"


def test_a_reader_finds_the_codes(printed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "letters.pdf"
    path.write_bytes(printed)
    try:
        text = subprocess.run(
            ["pdftotext", str(path), "-"], capture_output=True, text=True, check=True
        ).stdout
    except FileNotFoundError:
        pytest.skip("pdftotext is not on this machine")
    assert "K7WM-2QFX-9RTB" in text
    assert "ZZZZ-3333-YYYY" in text
    assert "kenmerk 12" in text
