"""Codes as people type them from paper."""

import pytest

from budget_app.people.codes import (
    ALPHABET,
    WORDS,
    has_stray_signs,
    new_pass_code,
    new_receipt_code,
    normalise,
    receipt_as_printed,
    spellings,
)


@pytest.mark.parametrize(
    "typed",
    [
        "k7wm2qfx9rtb",
        " K7WM 2QFX 9RTB ",
        "K7WM–2QFX—9RTB",
        "K7WM\u00a02QFX.9RTB",
        "Ｋ７WM-٢QFX-9rtb",
    ],
)
def test_spaces_dashes_case_and_other_figures_make_no_difference(typed: str) -> None:
    assert normalise(typed) == "K7WM2QFX9RTB"


def test_a_code_from_a_letter_has_one_spelling() -> None:
    for _ in range(50):
        code = new_pass_code()
        assert spellings(code) == [normalise(code)]
        assert not has_stray_signs(code)


@pytest.mark.parametrize("typed", ["demo-bewoner-1", "DEM0 BEW0NER I", "DEMOBEWONERL"])
def test_signs_that_look_alike_are_tried(typed: str) -> None:
    assert "DEMOBEWONER1" in spellings(typed)


def test_a_flood_of_look_alikes_is_one_try() -> None:
    assert len(spellings("0O1IL" * 40)) == 1


def test_no_sign_of_a_letter_looks_like_another() -> None:
    assert not set("0O1ILUV") & set(ALPHABET)


def test_a_receipt_read_wrongly_is_read_back() -> None:
    for _ in range(300):
        code = new_receipt_code()
        words = [part.translate(str.maketrans("OI", "01")) for part in code.split("-")]
        figures = [part.translate(str.maketrans("01", "OL")) for part in code.split("-")]
        misread = f"{words[0]}{figures[1]}{words[2]}{figures[3]}".lower()
        assert receipt_as_printed(misread) == code


@pytest.mark.parametrize("text", ["", "PAUW-1", "PAUW-4821-ROOS", "x" * 200, "PAUW-48Z1-ROOS-3075"])
def test_what_is_no_receipt_stays_as_typed(text: str) -> None:
    assert receipt_as_printed(text) == text


def test_no_two_words_of_receipts_are_one_when_misread() -> None:
    assert len({word.translate(str.maketrans("OI", "01")) for word in WORDS}) == len(set(WORDS))
