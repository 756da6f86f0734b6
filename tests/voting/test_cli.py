"""The command line: fixed options, exit codes, and one clear line for what cannot be used."""

import json
from pathlib import Path

import pytest

from tests.voting.collection import SEEDS
from tests.voting.test_pabulib import SMALL
from voting.cli import main
from voting.cli.table import width

AMSTERDAM = str(SEEDS / "Netherlands_Amsterdam_417.pb")
ASSEN = str(SEEDS / "Netherlands_Assen_2024.pb")

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def small(tmp_path: Path) -> str:
    path = tmp_path / "small.pb"
    path.write_text(SMALL)
    return str(path)


def test_count_in_json(capsys: Captured) -> None:
    assert main(["count", ASSEN, "--method", "equal-shares", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["method"] == "equal-shares"
    assert said["budget"] == 100_000
    assert said["spent"] <= said["budget"]
    assert {"parameters", "winners", "ties", "version"} <= said.keys()
    assert len(said["input_sha256"]) == len(said["outcome_sha256"]) == 64


def test_every_fixed_option(capsys: Captured) -> None:
    options = ["--utility", "cardinality", "--completion", "add1-greedy", "--stop", "exhaustive"]
    options += ["--increment", "5", "--tie", "lot:2026", "--json"]
    assert main(["count", ASSEN, "--method", "equal-shares", *options]) == 0
    parameters = json.loads(capsys.readouterr().out)["parameters"]
    assert parameters["utility"] == "cardinality"
    assert parameters["completion"] == "add1-greedy"
    assert parameters["stop"] == "exhaustive"
    assert parameters["increment"] == 500
    assert parameters["tie"] == "lot:2026"


def test_limits_and_thresholds(small: str, capsys: Captured) -> None:
    options = ["--threshold", "25%", "--limits", "category:Groen=500", "--json"]
    assert main(["count", small, "--method", "greedy", *options]) == 0
    assert json.loads(capsys.readouterr().out)["winners"] == ["3", "2"]


def test_recount_equal(small: str, capsys: Captured) -> None:
    assert main(["recount", small]) == 0
    assert main(["recount", ASSEN]) == 0
    assert "equal to the official result" in capsys.readouterr().out


def test_recount_different_and_explained(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "other.pb"
    text = SMALL.replace("Jeugd;1", "Jeugd;0").replace("Groen;0", "Groen;1")
    path.write_text(text)
    assert main(["recount", str(path), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["missing"], said["surplus"]) == (["2"], ["1"])
    assert any("with 1 left out, the rule gives the official result" in r for r in said["reasons"])


def test_recount_that_cannot_be_said(capsys: Captured) -> None:
    assert main(["recount", AMSTERDAM]) == 2
    said = capsys.readouterr()
    assert "states no official result" in said.err
    assert said.out == ""


def test_recount_without_a_rule(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "city.pb"
    path.write_text(SMALL.replace("rule;greedy", "rule;unknown"))
    assert main(["recount", str(path)]) == 2
    said = capsys.readouterr().err
    assert "does not say by which rule it was counted; its official result is what greedy" in said
    assert said.count("\n") == 1


def test_explain(small: str, capsys: Captured) -> None:
    assert main(["explain", small, "--project", "2"]) == 0
    said = capsys.readouterr().out
    assert "lost, it costs EUR 500, and EUR 400 was left" in said or "EUR 0 was left" in said
    assert "It would have won at" in said


@pytest.mark.parametrize("method", ["equal-shares", "phragmen", "cumulative-transfers"])
def test_a_terminal_sees_how_far_the_count_is(
    method: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["count", ASSEN, "--method", method, "--json"]
    assert main(arguments) == 0
    quiet = capsys.readouterr()
    assert quiet.err == ""
    heard: list[str] = []
    monkeypatch.setattr("rich.progress.Progress.update", lambda *_, far, **__: heard.append(far))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(arguments) == 0
    assert capsys.readouterr().out == quiet.out
    assert any("budget spent" in far or "projects" in far for far in heard)


def test_compare_shows_all_methods(capsys: Captured) -> None:
    assert main(["compare", ASSEN]) == 0
    said = capsys.readouterr().out
    for name in ("greedy", "equal-shares", "phragmen", "knapsack", "cumulative-transfers"):
        assert name in said
    assert "with nothing" in said
    assert "  1  greedy, greedy-threshold, greedy-exclusive\n     Projects by score" in said
    assert "The file declares equal-shares, and it is counted so" in said
    assert "projects win under all of these methods" in said


@pytest.mark.parametrize("command", ["compare", "explain"])
@pytest.mark.parametrize("path", [AMSTERDAM, ASSEN])
def test_a_terminal_of_eighty_columns_is_wide_enough(
    command: str, path: str, capsys: Captured
) -> None:
    assert main([command, path]) == 0
    assert max(map(width, capsys.readouterr().out.splitlines())) <= 80


def test_compare_counts_the_declared_rule_as_declared(capsys: Captured) -> None:
    """Amsterdam Centrum 2021 had money for one project more from a reserve."""
    assert main(["compare", AMSTERDAM]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Centrum Begroot (Amsterdam, 2021)" in said
    assert "The file declares greedy, and it is counted so: threshold 0, leftover top-up" in said
    assert "EUR 450 of Buurtwacht in de Jordaan and a reserve pays EUR 19,550." in said


def test_methods(capsys: Captured) -> None:
    assert main(["methods", "--json"]) == 0
    described = json.loads(capsys.readouterr().out)
    assert all(text for m in described.values() for text in m["description"].values())


@pytest.mark.parametrize("command", ["count", "recount", "explain", "compare"])
def test_every_outcome_in_json_has_the_same_keys(
    command: str, small: str, capsys: Captured
) -> None:
    method = ["--method", "greedy"] if command == "count" else []
    assert main([command, small, "--json", *method]) == 0
    said = json.loads(capsys.readouterr().out)
    for found in said["outcomes"].values() if command == "compare" else [said]:
        assert found.keys() >= {
            "method", "parameters", "winners", "spent", "budget", "ties", "input_sha256",
            "outcome_sha256", "version",
        }  # fmt: skip


@pytest.mark.parametrize("form", ["json", "csv"])
def test_convert_there_and_back(form: str, small: str, tmp_path: Path) -> None:
    there = str(tmp_path / f"x.{form}")
    back = tmp_path / "back.pb"
    assert main(["convert", small, "-o", there]) == 0
    assert main(["convert", there, "-o", str(back)]) == 0
    assert back.read_text() == SMALL


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["count", "no-such-file.pb", "--method", "greedy"], "No such file"),
        (["count", ASSEN], "required: --method"),
        (["count", ASSEN, "--method", "greedy", "--utility", "geluk"], "invalid choice: 'geluk'"),
        (["tel", ASSEN], "invalid choice: 'tel'"),
        ([], "required: COMMAND"),
        (["count", ASSEN, "--method", "handjeklap"], "no method 'handjeklap'"),
        (["count", ASSEN, "--method", "greedy", "--tie", "toss"], "tie: 'toss'"),
        (["compare", ASSEN, "--tie", "toss"], "tie: 'toss'"),
        (["count", ASSEN, "--method", "greedy", "--threshold", "veel"], "threshold: 'veel'"),
        (["count", ASSEN, "--method", "greedy", "--quorum", "-3"], "quorum: -3"),
        (["count", ASSEN, "--method", "greedy", "--quorum", "1e999999999"], "quorum: '1e9999"),
        (["count", ASSEN, "--method", "greedy", "--quorum", "1.5"], "quorum: '1.5' is not a whole"),
        (["explain", ASSEN, "--method", "greedy", "--threshold", "1e400"], "threshold: '1e400'"),
        (["count", ASSEN, "--method", "greedy", "--threshold", "1e999999999%"], "threshold: '1e9"),
        (["count", ASSEN, "--method", "greedy-poznan", "--share", "1e-999999999"], "share: '1e-"),
        (["count", ASSEN, "--method", "greedy-poznan", "--share", "1/0"], "share: '1/0'"),
        (["count", ASSEN, "--method", "schulze"], "takes ordinal ballots"),
        (["count", ASSEN, "--method", "greedy", "--share", "1/2"], "no such parameter"),
        (["count", ASSEN, "--method", "phragmen", "--limits", "area:x=5"], "only the greedy rules"),
        (["count", ASSEN, "--method", "equal-shares", "--minimums", "area:x=5"], "only the greedy"),
        (["count", ASSEN, "--method", "knapsack", "--limits", "area:x=5"], "each category or area"),
        (["explain", ASSEN, "--project", "99"], "no project '99'"),
        (["count", str(SEEDS), "--method", "greedy"], "directory"),
    ],
)
def test_what_cannot_be_used(arguments: list[str], said: str, capsys: Captured) -> None:
    try:
        code: object = main(arguments)
    except SystemExit as ended:
        code = ended.code
    assert code == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\x00", b"META\n", b"\xff\xfe", b"{}"])
@pytest.mark.parametrize("ending", ["pb", "json"])
def test_bad_files(content: bytes, ending: str, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / f"bad.{ending}"
    path.write_bytes(content)
    assert main(["count", str(path), "--method", "greedy"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
