"""A list of who may vote is taken whole or not at all, with a report per line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_app.people.roll_rules import read

AREAS = {"BU05999001", "BU05999002"}


def test_takes_a_good_list_with_either_delimiter() -> None:
    for sign in (";", ","):
        content = (
            f"Buurt{sign}Kenmerk{sign}Taal\nbu05999001{sign}A1{sign}\nBU05999002{sign}A2{sign}ar\n"
        )
        lines, faults = read(content.encode(), AREAS)
        assert faults == []
        assert [(line.area_code, line.mark, line.language) for line in lines] == [
            ("BU05999001", "A1", "nl"),
            ("BU05999002", "A2", "ar"),
        ]


def test_names_every_line_that_is_wrong() -> None:
    content = "buurt;kenmerk;taal\nBU05999001;A;nl\nBU99;B;nl\nBU05999001;A;nl\nBU05999002;C;xx\n"
    _, faults = read(content.encode(), AREAS)
    assert [fault.line for fault in faults] == [3, 4, 5]
    assert "BU99" in str(faults[0].text)
    assert "regel 2" in str(faults[1].text)
    assert "nl, en, ar" in str(faults[2].text)


def test_names_the_line_of_a_wrong_encoding() -> None:
    _, faults = read("buurt;straat\nBU05999001;Molièrestraat\n".encode("latin-1"), AREAS)
    assert [fault.line for fault in faults] == [2]


def test_an_excel_mark_at_the_start_does_not_hide_the_first_column() -> None:
    _, faults = read("﻿buurt\nBU05999001\n".encode(), AREAS)
    assert faults == []


def test_refuses_a_list_without_buurt_and_an_empty_one() -> None:
    assert read(b"wijk\nBU05999001\n", AREAS)[1][0].line == 1
    assert read(b"buurt\n", AREAS)[1][0].line == 2


HEAD = "buurt;kenmerk;taal\n"
BAD = [
    ("tabs between the columns", "buurt\tkenmerk\nBU05999001\tA\n", 1, "CSV"),
    ("bars between the columns", "buurt|kenmerk\nBU05999001|A\n", 1, "; of ,"),
    ("a sign that is no letter", HEAD + "BU05999001;A\x07;nl\n", 2, "niet kunnen lezen"),
    ("half of a wrong encoding", HEAD + "BU05999001;A\0;nl\n", 2, "CSV UTF-8"),
    ("a word longer than a letter", HEAD + f"BU05999001;{'A' * 81};nl\n", 2, "ten hoogste 80"),
    ("a line of nothing", HEAD + ";;\n", 2, "De code van de buurt ontbreekt"),
    ("a column nobody asked for", "buurt;naam\nBU05999001;Ada\n", 1, "naam"),
    ("a column twice", "buurt;taal;taal\nBU05999001;nl;nl\n", 1, "twee keer"),
    ("no column of buurten", "wijk;kenmerk\nBU05999001;A\n", 1, "wijk, kenmerk"),
    ("another sign on one line", HEAD + "BU05999001;A;nl\nBU05999001,B,nl\n", 3, "minder"),
    ("one sign too many", HEAD + "BU05999001;A;nl;;\n", 2, "meer kolommen"),
    ("an unknown buurt", HEAD + "BU99;A;nl\n", 2, "BU05999001, BU05999002"),
    ("an empty buurt", HEAD + ";A;nl\n", 2, "BU05999001"),
    ("a mark twice", HEAD + "BU05999001;A;nl\nBU05999001;A;nl\n", 3, "regel 2"),
    ("an unknown language", HEAD + "BU05999001;A;xx\n", 2, "nl, en, ar"),
    ("nothing at all", "", 0, "leeg"),
    ("only a header", HEAD, 2, "leeg"),
    ("a wrong line after a line of two", 'buurt;straat\nBU05999001;"a\nb"\nBU9;c\n', 4, "BU9"),
]


@pytest.mark.parametrize(
    ("content", "line", "words"), [row[1:] for row in BAD], ids=[row[0] for row in BAD]
)
def test_a_bad_list_says_where_and_what_to_do(content: str, line: int, words: str) -> None:
    _, faults = read(content.encode(), AREAS)
    assert [fault.line for fault in faults] == [line]
    assert words in str(faults[0].text)


def test_every_wrong_line_is_reported() -> None:
    content = HEAD + "BU9;;nl\n" * 300
    _, faults = read(content.encode(), AREAS)
    assert [fault.line for fault in faults] == list(range(2, 302))


def test_a_list_of_a_hundred_thousand_is_refused_with_what_is_allowed() -> None:
    content = HEAD + "".join(f"BU05999001;{number};nl\n" for number in range(100_000))
    lines, faults = read(content.encode(), AREAS, most=2000)
    assert lines == []
    assert [(fault.line, "2000 regels" in str(fault.text)) for fault in faults] == [(2002, True)]
    lines, faults = read(content.encode(), AREAS, most=100_000)
    assert (len(lines), faults) == (100_000, [])


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16", "utf-16-le", "utf-32"])
def test_a_wrong_encoding_says_how_to_save_it(encoding: str) -> None:
    content = "buurt;straat\nBU05999001;Molièrestraat\n".encode(encoding)
    lines, faults = read(content, AREAS)
    assert lines == []
    assert "CSV UTF-8" in str(faults[0].text)


def test_a_line_that_never_ends_is_named() -> None:
    content = HEAD + "BU05999001;" + "A" * 200_000 + ";nl\n"
    lines, faults = read(content.encode(), AREAS)
    assert lines == []
    assert [fault.line for fault in faults] == [2]


@given(st.sampled_from(["", HEAD, HEAD + "BU05999001;"]), st.binary(max_size=300))
def test_whatever_is_sent_is_answered_and_never_half_taken(head: str, rest: bytes) -> None:
    content = head.encode() + rest
    lines, faults = read(content, AREAS)
    assert lines or faults
    if not faults:
        assert {line.area_code for line in lines} <= AREAS
