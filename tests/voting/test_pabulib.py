"""Reading and writing `.pb`: without loss, with its quirks, and with errors that name places."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.voting.collection import COLLECTION, SEEDS
from voting import pabulib
from voting.pabulib import PabulibError
from voting.pabulib.table import Lines

FILES = [*sorted(SEEDS.glob("*.pb")), *(sorted(COLLECTION.glob("*.pb")) if COLLECTION else [])]

SMALL = """META
key;value
description;Voorbeeld
num_projects;3
num_votes;4
budget;1000
vote_type;approval
rule;greedy
currency;EUR
PROJECTS
project_id;cost;name;category;selected
1;600;Speeltuin;Groen,Jeugd;1
2;500;"De ""Bankjes""; tafels";Groen;0
3;400;Muziek;;1
VOTES
voter_id;vote;age
a;1,2;30
b;1;31
c;;32
d;3,1;33
"""


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:40])
def test_round_trip(path: Path) -> None:
    data = path.read_bytes()
    text = pabulib.write(*pabulib.read(data))
    assert text.encode() == data


def test_reads_all_that_a_file_says() -> None:
    election, profile = pabulib.read(SMALL)
    assert election.budget == 100_000
    assert election.projects[1].name == 'De "Bankjes"; tafels'
    assert election.projects[0].categories == ("Groen", "Jeugd")
    assert profile.n_voters == 4
    assert profile.blank == 1
    assert profile.supporters == (3, 1, 1)
    assert profile.records is not None
    assert next(iter(profile.records.rows())) == ["a", "1,2", "30"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(end: str, bom: str) -> None:
    data = (bom + SMALL.replace("\n", end)).encode()
    assert pabulib.write(*pabulib.read(data)).encode() == data


ODDLY_SET = {
    "one line ends otherwise": SMALL.replace("\n", "\r\n").replace("rule;greedy\r", "rule;greedy"),
    "a ballot ends otherwise": SMALL.replace("b;1;31\n", "b;1;31\r\n"),
    "line ends of old Macs": SMALL.replace("\n", "\r"),
    "quotes where none are needed": SMALL.replace("Muziek", '"Muziek"').replace("b;1", 'b;"1"'),
    "quotes inside a name": SMALL.replace("Muziek", 'Piknik "Stradomska"'),
    "quotes that begin a name": SMALL.replace("Muziek", '"Odkupmy" i my'),
    "semicolons at the end": SMALL.replace("greedy", "greedy;;").replace("META", "META;"),
    "a project with fewer fields": SMALL.replace("3;400;Muziek;;1", "3;400;Muziek"),
    "a comment with semicolons": SMALL.replace("rule;greedy", "rule;greedy\ncomment;a;b"),
    "a carriage return alone at the end": SMALL.replace("\n", "\r\n").removesuffix("\n"),
    "quotes around a name over two lines": SMALL.replace("b;1;31", 'b;1;"3\n1"'),
    "a blank line among the ballots": SMALL.replace("b;1;31", "\nb;1;31\n "),
    "no ballots": SMALL[: SMALL.index("a;")],
    "no line end at the end": SMALL.replace("Muziek", '"Muziek"').rstrip("\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", ODDLY_SET)
def test_what_is_oddly_set_is_written_as_it_stood(name: str) -> None:
    text = ODDLY_SET[name]
    election, profile = pabulib.read(text.encode())
    assert pabulib.write(election, profile) == text
    dearer = replace(election.projects[2], cost=450_00)
    changed_ = replace(election, projects=(*election.projects[:2], dearer))
    again, _ = pabulib.read(pabulib.write(changed_, profile).encode())
    assert [p.cost for p in again.projects] == [600_00, 500_00, 450_00]
    assert [p.name for p in again.projects] == [p.name for p in election.projects]
    assert again.meta["rule"] == "greedy"


def test_quotes_that_begin_a_name_belong_to_it() -> None:
    election, _ = pabulib.read(SMALL.replace("Muziek", '"Odkupmy" i my'))
    assert election.projects[2].name == '"Odkupmy" i my'


def test_utf_16_is_understood() -> None:
    assert pabulib.read(SMALL.encode("utf-16"))[1].supporters == (3, 1, 1)


@pytest.mark.parametrize(
    ("written", "minor"),
    [
        ("600,5", 60050),
        ("600.50", 60050),
        ("1 200", 120000),
        ("6e2", 60000),
        ("1.200,75", 120075),
        ("1,234,567", 123456700),
        ("1.234.567", 123456700),
        ("1,234,567.5", 123456750),
    ],
)
def test_amounts_as_cities_write_them(written: str, minor: int) -> None:
    text = changed("1;600;", f"1;{written};")
    election, profile = pabulib.read(text)
    assert election.projects[0].cost == minor
    assert pabulib.write(election, profile) == text


def test_amounts_finer_than_cents_stay_exact() -> None:
    election, _ = pabulib.read(changed("1;600;", "1;600.125;"))
    assert (election.minor_per_unit, election.projects[0].cost) == (1000, 600_125)
    assert election.budget == 1_000_000


def test_withdrawn_projects_take_no_part() -> None:
    text = changed("1;600;", "1;999999999;")
    election, profile = pabulib.read(text)
    assert election.projects[0].withdrawn
    assert pabulib.write(election, profile) == text


def test_a_project_twice_in_a_vote_counts_once() -> None:
    text = changed("d;3,1;33", "d;3,1,3;33")
    election, profile = pabulib.read(text)
    assert profile.supporters == (3, 1, 1)
    assert pabulib.write(election, profile) == text


def test_points_twice_for_a_project_add_up() -> None:
    text = changed("approval", "cumulative").replace("vote;age", "vote;points")
    text = text.replace("1,2;30", "1,2,1;3,2,4").replace("b;1;31", "b;1;1").replace(";32", ";")
    profile = pabulib.read(text.replace("3,1;33", "3,1;5,6"))[1]
    assert profile.points == (14, 2, 5)
    assert profile.supporters == (3, 1, 1)


def test_decimal_points_stay_exact() -> None:
    text = changed("approval", "scoring").replace("vote;age", "vote;points")
    text = text.replace("1,2;30", "1,2;0.5,2").replace("b;1;31", "b;1;1.25").replace(";32", ";")
    profile = pabulib.read(text.replace("3,1;33", "3,1;1,1"))[1]
    assert (profile.score_unit, profile.points) == (100, (275, 200, 100))


def test_ranked_ballots_keep_their_order() -> None:
    profile = pabulib.read(changed("approval", "ordinal"))[1]
    assert profile.points == (1 + 1 + 2, 1, 2)
    first = slice(int(profile.indptr[-2]), int(profile.indptr[-1]))
    assert profile.indices[first].tolist() == [2, 0]


def test_spaces_empty_lines_and_any_column_order() -> None:
    text = changed("voter_id;vote;age", "age;voter_id;vote")
    text = text.replace("a;1,2;30", "30;a; 1 , 2 ").replace("b;1;31", "\n31;b;1")
    text = text.replace("c;;32", "32;c;").replace("d;3,1;33", "33;d;3,1\n\n")
    assert pabulib.read(text)[1].supporters == (3, 1, 1)


def test_quoted_votes() -> None:
    assert pabulib.read(changed("a;1,2;30", 'a;"1,2";30'))[1].supporters == (3, 1, 1)


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "said"),
    [
        ("budget;1000", "budget;veel", 6, 8, "'veel' is not a number"),
        ("budget;1000", "budget;-5", 6, 8, "below zero"),
        ("budget;1000\n", "", 2, 1, "META lacks 'budget'"),
        ("1;600;", "1;6oo;", 12, 3, "'6oo' is not a number"),
        ("approval", "handjeklap", 7, 11, "is none of"),
        ("2;500;", "1;500;", 13, 1, "'1' is listed twice, first in line 12"),
        ("d;3,1;33", "d;3,9;33", 20, 5, "project '9', which is not listed"),
        ("d;3,1;33", "d", 20, 1, "1 of the 3 fields"),
        ("d;3,1;33", "d;3,1;33;4", 20, 10, "4 fields, not 3"),
        ("VOTES\n", "", 20, 1, "section VOTES is missing"),
        ("META\n", "", 1, 1, "does not begin with META"),
        ("voter_id;vote;age", "voter_id;keuze;age", 16, 1, "no column 'vote'"),
        ("project_id;cost", "project_id;prijs", 11, 1, "no column 'cost'"),
        ("3;400;Muziek", '3;400;"Muziek', 14, 7, "quotes do not match"),
        ("approval", "cumulative", 16, 1, "need a column 'points'"),
    ],
)
def test_errors_name_line_and_column(old: str, new: str, line: int, column: int, said: str) -> None:
    with pytest.raises(PabulibError) as caught:
        pabulib.read(changed(old, new))
    assert said in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_lines_are_counted_with_the_last_empty_one() -> None:
    for text, lines in (("", [""]), ("a", ["a"]), ("a\n\nb", ["a", "", "b"]), ("a\n", ["a", ""])):
        assert len(Lines(text)) == len(lines)
        one_by_one = Lines(text)
        assert [one_by_one[i] for i in range(len(lines))] == lines == list(one_by_one)
        assert len(one_by_one) == len(lines)


def test_a_quoted_ballot_over_two_lines_is_one_ballot() -> None:
    with pytest.raises(PabulibError, match=r"names project '1\\n2'"):
        pabulib.read(changed("a;1,2", 'a;"1\n2"'))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize(("wrong", "said"), [(b"\xf3", "not UTF-8"), (b"\0", "a NUL character")])
def test_bytes_that_are_no_text(newline: str, encoding: str, wrong: bytes, said: str) -> None:
    data = SMALL.replace("Voorbeeld", "Één").replace("\n", newline).encode(encoding)
    with pytest.raises(PabulibError, match=f"line 3, column 16: .*{said}"):
        pabulib.read(data.replace("Één".encode(), "Één".encode() + wrong))


SCORING = """META
key;value
num_projects;3
num_votes;4
budget;10
vote_type;scoring
default_score;{default}
rule;greedy
PROJECTS
project_id;cost
a;1
b;2
c;3
VOTES
voter_id;vote;points
1;a,b;5,2
2;b;0
3;;
4;c,a,c;1,1,1
"""


@pytest.mark.parametrize(
    ("default", "points", "unit", "blank"),
    [
        ("", (6, 2, 2), 1, 2),
        ("0", (6, 2, 2), 1, 2),
        ("1", (5 + 1 + 1 + 1, 2 + 0 + 1 + 1, 1 + 1 + 1 + 2), 1, 0),
        ("-1", (5 - 1 - 1 + 1, 2 + 0 - 1 - 1, -1 - 1 - 1 + 2), 1, 0),
        ("0,5", (50 + 5 + 5 + 10, 20 + 0 + 5 + 5, 5 + 5 + 5 + 20), 10, 0),
    ],
)
def test_projects_not_listed_have_the_default_score(
    default: str, points: tuple[int, ...], unit: int, blank: int
) -> None:
    text = SCORING.format(default=default)
    election, profile = pabulib.read(text)
    assert (profile.points, profile.score_unit, profile.blank) == (points, unit, blank)
    assert profile.n_voters == 4
    assert pabulib.write(election, profile) == text
    again = pabulib.read(pabulib.write(election, replace(profile, records=None)))[1]
    assert (again.points, again.blank, again.n_voters) == (points, blank, 4)


def test_only_scoring_ballots_have_a_default_score() -> None:
    text = SCORING.format(default="1").replace("vote_type;scoring", "vote_type;cumulative")
    assert pabulib.read(text)[1].points == (6, 2, 2)


def test_a_default_score_that_is_no_number() -> None:
    with pytest.raises(PabulibError, match="line 7, column 15: default_score: 'veel' is not"):
        pabulib.read(SCORING.format(default="veel"))


def test_labels_are_found_under_other_cities_names_of_the_column() -> None:
    text = changed("name;category;selected", "name;categories;neighbourhood").replace(
        ";Groen;0", ";Groen;Oud Noord"
    )
    election, profile = pabulib.read(text)
    assert election.projects[0].categories == ("Groen", "Jeugd")
    assert election.projects[1].areas == ("Oud Noord",)
    assert pabulib.write(election, profile) == text


def test_a_second_column_of_labels_stays_as_it_was() -> None:
    text = changed("name;category;selected", "name;category;categories")
    election, profile = pabulib.read(text)
    assert pabulib.write(election, profile) == text
    other = replace(election.projects[0], categories=("Water",))
    written = pabulib.write(replace(election, projects=(other, *election.projects[1:])), profile)
    assert "1;600;Speeltuin;Water;1\n" in written


def test_an_amount_with_two_meanings_is_refused() -> None:
    with pytest.raises(PabulibError, match=r"line 12, column 3: cost: '300,000' can mean") as error:
        pabulib.read(changed("1;600;", "1;300,000;"))
    assert "300000" in error.value.message
    assert pabulib.read(changed("1;600;", "1;0,125;"))[0].projects[0].cost == 125


@pytest.mark.parametrize("quotes", ["", '"'])
@pytest.mark.parametrize("place", ["a;1,2;30\n", "d;3,1;33\n"])
def test_lines_that_a_spreadsheet_left_empty_are_no_ballots(place: str, quotes: str) -> None:
    text = changed(place, f"{place};;\n").replace("d;3,1;33", f"d;{quotes}3,1{quotes};33")
    election, profile = pabulib.read(text)
    assert (profile.n_voters, profile.blank) == (4, 1)
    assert pabulib.write(election, profile) == text
    wrong = text.replace(f"d;{quotes}3,1", f"d;{quotes}3,77")
    with pytest.raises(PabulibError) as error:
        pabulib.read(wrong)
    assert wrong.splitlines()[error.value.line - 1].startswith("d;")


def test_a_ballot_without_a_voter_stays_a_ballot() -> None:
    assert pabulib.read(changed("c;;32", ";;32"))[1].blank == 1
    alone = SMALL[: SMALL.index("voter_id;vote")].replace("approval", "cumulative")
    assert pabulib.read(alone + "vote;points\n1;2\n;\n")[1].blank == 1


@pytest.mark.parametrize("written", ["1,2,3", "1.2.3", "1,2345,678", "1.200,7,5", "1_000", "€ 5"])
def test_what_is_no_way_to_write_an_amount_is_refused(written: str) -> None:
    with pytest.raises(PabulibError, match=r"line 12, column 3: cost: .* is not a number"):
        pabulib.read(changed("1;600;", f"1;{written};"))


def test_a_sentence_stays_one_line_however_long_the_field() -> None:
    with pytest.raises(PabulibError) as error:
        pabulib.read(changed("b;1;31", f"b;{'9' * 5000};31"))
    assert len(str(error.value)) < 300
    assert "which is not listed" in str(error.value)
