"""A list of who may vote is taken whole or not at all, with a report per line."""

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
