"""What cities' files hold: each is counted, or refused in one line; never a traceback."""

import gzip
import json
from pathlib import Path

import pytest

from tests.voting.test_pabulib import SMALL
from voting.cli import main
from voting.methods import METHODS

Captured = pytest.CaptureFixture[str]
HEAD = SMALL[: SMALL.index("voter_id;vote")]
NO_VOTES = HEAD + "voter_id;vote\n"
ALL_BLANK = HEAD + "voter_id;vote\na;\nb;\n"
RANKED = HEAD.replace("approval", "ordinal") + "voter_id;vote\na;3,1\nb;1\nc;\n"
POINTS = HEAD.replace("approval", "cumulative") + "voter_id;vote;points\na;3,1;2,3\nb;1;5\nc;;\n"
CHOSEN = HEAD.replace("approval", "choose-1") + "voter_id;vote\na;3\nb;1\nc;\n"
SPENT = HEAD.replace("approval", "knapsack") + "voter_id;vote\na;3,1\nb;1\nc;\n"

COUNTED = {
    "no votes at all": NO_VOTES,
    "only blank votes": ALL_BLANK,
    "no projects": SMALL[: SMALL.index("1;600")] + "VOTES\nvoter_id;vote\na;\n",
    "every project withdrawn": SMALL.replace("600", "999999999").replace("500;", "999999999;")
    .replace("400", "999999999"),
    "a project that costs nothing": SMALL.replace("1;600", "1;0"),
    "nothing to spend": SMALL.replace("budget;1000", "budget;0"),
    "more money than all projects cost": SMALL.replace("budget;1000", "budget;9e9"),
    "cents, with a comma": SMALL.replace("1;600", "1;600,25")
    .replace("budget;1000", "budget;1.000,5"),
    "a project that nobody voted for": SMALL.replace("VOTES", "4;100;Stil;;0\nVOTES"),
    "a voter twice": SMALL.replace("b;1;31", "a;1;31"),
    "one field less, where nothing was asked": SMALL.replace("b;1;31", "b;1"),
    "semicolons after the last field": SMALL.replace("b;1;31", "b;1;31;;;"),
    "sections as a spreadsheet writes them": SMALL.replace("META\n", "META;;;;\n")
    .replace("PROJECTS\n", "PROJECTS;;;;\n"),
    "empty lines between sections": SMALL.replace("PROJECTS", "\n\nPROJECTS")
    .replace("VOTES", "\nVOTES"),
    "line ends of Windows": SMALL.replace("\n", "\r\n"),
    "line ends of old Macs": SMALL.replace("\n", "\r"),
    "a byte order mark": "\ufeff" + SMALL,
    "no line end at the end": SMALL.rstrip("\n"),
    "quotes inside a name": SMALL.replace("Speeltuin", 'Speel"tuin" bij 5"'),
    "META in capitals and odd keys": SMALL.replace("description;", "Odd Key;x;y\ndescription;"),
    "a vote type in capitals": SMALL.replace("vote_type;approval", "vote_type;Approval"),
    "areas and targets": SMALL.replace(";category;", ";neighborhood;").replace("name", "target"),
    "ranked": RANKED,
    "ranked, with points": RANKED.replace("voter_id;vote", "voter_id;vote;points")
    .replace("3,1", "3,1;2,1").replace("b;1", "b;1;2").replace("c;", "c;;"),
    "points": POINTS,
    "scores, with a default": POINTS.replace("cumulative", "scoring\ndefault_score;1"),
    "scores below zero": POINTS.replace("cumulative", "scoring").replace("2,3", "-2,3"),
    "one choice": CHOSEN,
    "one choice, and a voter who made two": CHOSEN.replace("a;3", "a;3,1"),
    "knapsacks": SPENT,
    "a knapsack over the budget": SPENT.replace("a;3,1", "a;3,1,2"),
}  # fmt: skip

REFUSED: dict[str, tuple[str | bytes, str]] = {
    "not UTF-8": (SMALL.encode().replace(b"Voorbeeld", b"Bia\xb3ystok"), "is not UTF-8 text"),
    "an unknown project": (SMALL.replace("d;3,1", "d;3,77"), "line 20, column 5: the ballot names"),
    "more points than projects": (POINTS.replace("b;1;5", "b;1;5,6"), "1 projects but 2 points"),
    "points in words": (POINTS.replace("b;1;5", "b;1;veel"), "'veel' is not a number of points"),
    "no type of votes": (SMALL.replace("vote_type;approval\n", ""), "META lacks 'vote_type'"),
    "a key twice": (SMALL.replace("rule;greedy", "rule;greedy\nrule;x"), "'rule' a second time"),
    "a cost below zero": (SMALL.replace("1;600", "1;-600"), "is below zero"),
    "a cost in Python's words": (SMALL.replace("1;600", "1;6_00"), "'6_00' is not a number"),
    "a column twice": (
        SMALL.replace("cost;name", "cost;cost"),
        "column 17: there are two",
    ),
    "a column of votes twice": (SMALL.replace("vote;age", "vote;vote"), "two columns 'vote'"),
    "a cost without end": (SMALL.replace("1;600", "1;inf"), "is not an amount of money"),
    "nothing after PROJECTS": (HEAD.replace("VOTES\n", ""), "section VOTES is missing"),
    "points in Python's words": (POINTS.replace("b;1;5", "b;1;5_0"), "'5_0' is not a number"),
    "commas between fields": (SMALL.replace(";", ","), "semicolons between them, and here there"),
    "commas, as a spreadsheet saves": (
        SMALL.replace(";", ",").replace("META", "META,,,"),
        "line 1, column 1: fields need semicolons between them",
    ),
    "tabs between fields": (SMALL.replace(";", "\t"), "here there are tabs"),
    "packed": (gzip.compress(SMALL.encode()), "a packed file"),
    "a spreadsheet's own file": (b"PK\x03\x04" + SMALL.encode(), "a packed file"),
    "no file at all": (b"", "section META is missing"),
}


def written(tmp_path: Path, content: str | bytes) -> str:
    path = tmp_path / "city.pb"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", COUNTED)
def test_counted_or_refused_for_its_ballots(
    name: str, method: str, tmp_path: Path, capsys: Captured
) -> None:
    path = written(tmp_path, COUNTED[name])
    code = main(["count", path, "--method", method, "--json"])
    said = capsys.readouterr()
    if code == 2:
        assert "ballots, and these are" in said.err or "points below zero" in said.err
        return
    found = json.loads(said.out)
    assert code == 0
    assert found["spent"] <= found["budget"] or METHODS[method].whole_packages
    assert main(["explain", path, "--method", method]) == 0


@pytest.mark.parametrize("name", COUNTED)
@pytest.mark.parametrize("command", ["recount", "compare", "explain"])
def test_every_command_answers(name: str, command: str, tmp_path: Path, capsys: Captured) -> None:
    code = main([command, written(tmp_path, COUNTED[name])])
    said = capsys.readouterr()
    if name == "no projects" and command == "recount":
        assert code == 2
        assert "no official result" in said.err
        return
    assert code in ((0, 1) if command == "recount" else (0,)), said.err
    assert said.out
    assert all("and the file holds" in line for line in said.err.splitlines())


def test_a_download_that_broke_off_is_told(tmp_path: Path, capsys: Captured) -> None:
    path = written(tmp_path, SMALL[: SMALL.index("d;3,1")])
    for command in (["recount"], ["compare"], ["explain"], ["count", "--method", "greedy"]):
        main([command[0], path, *command[1:]])
        assert capsys.readouterr().err == (
            f"{path}: num_votes says 4, and the file holds 3 ballots\n"
        )
    main(["recount", written(tmp_path, SMALL)])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_line(name: str, tmp_path: Path, capsys: Captured) -> None:
    content, message = REFUSED[name]
    for command in (["recount"], ["compare"], ["explain"], ["count", "--method", "greedy"]):
        assert main([*command, written(tmp_path, content)]) == 2
        said = capsys.readouterr()
        assert message in said.err
        assert said.err.count("\n") == 1
        assert said.out == ""


def test_a_very_long_field_is_read(tmp_path: Path, capsys: Captured) -> None:
    path = written(tmp_path, SMALL.replace("Muziek", "Muziek " * 50_000))
    assert main(["convert", path, "--to", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["projects"][2]["name"] == "Muziek " * 50_000


def test_names_cannot_steer_a_terminal(tmp_path: Path, capsys: Captured) -> None:
    text = SMALL.replace("Muziek", "Muz\x1b[2Jiek\u202e").replace("d;3", "d;3\x07")
    path = written(tmp_path, text.replace("3;400", "3\x07;400"))
    for command in (["count", "--method", "greedy"], ["explain"], ["compare"], ["recount"]):
        main([command[0], path, *command[1:]])
    main(["explain", path, "--project", "\x1b]0;x"])
    said = "".join(capsys.readouterr())
    assert not {"\x1b", "\x07", "\u202e"} & set(said)
    assert "Muz\ufffd[2Jiek" in said


@pytest.mark.parametrize("mark", ["ja", "-1", "4"])
def test_a_mark_that_says_nothing(mark: str, tmp_path: Path, capsys: Captured) -> None:
    assert main(["recount", written(tmp_path, SMALL.replace("Groen;0", f"Groen;{mark}"))]) == 2
    assert f"project 2 has '{mark}' in column 'selected'" in capsys.readouterr().err


def test_amounts_per_category_that_cannot_be_read_are_told(
    tmp_path: Path, capsys: Captured
) -> None:
    meta = "rule;greedy\ncategories;Groen,Jeugd\nbudget_per_category;700"
    assert main(["recount", written(tmp_path, SMALL.replace("rule;greedy", meta))]) == 0
    assert "says '700', which is no amount for each of categories" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("marks", "equal"),
    [
        (("1", "0", "1"), True),
        (("1.0", "", "1"), True),
        (("True", "False", "TRUE"), True),
        (("1", "3", "1"), True),
        (("2", "0", "1"), True),
        (("0", "0", "0"), False),
        (("1", "1", "1"), False),
    ],
)
def test_marks_of_the_official_result(
    marks: tuple[str, str, str], equal: bool, tmp_path: Path, capsys: Captured
) -> None:
    text = SMALL.replace("Jeugd;1", f"Jeugd;{marks[0]}").replace("Groen;0", f"Groen;{marks[1]}")
    code = main(["recount", written(tmp_path, text.replace("Muziek;;1", f"Muziek;;{marks[2]}"))])
    assert code == (0 if equal else 1)
    assert capsys.readouterr().out
