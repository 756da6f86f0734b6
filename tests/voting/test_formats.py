"""JSON and CSV: the same election, and errors that name file, line and column."""

from pathlib import Path

import pytest

from tests.voting.collection import SEEDS
from tests.voting.test_pabulib import SMALL
from voting import files, pabulib
from voting.errors import VotingError

SHIPPED = sorted(SEEDS.glob("*.pb"))[1:]


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem[:30])
def test_nothing_is_lost(path: Path, form: str, tmp_path: Path) -> None:
    election, profile = pabulib.read(path)
    written = files.write(election, profile, tmp_path / f"x.{form}", form)
    again = files.read(written[-1])
    assert pabulib.write(*again).rstrip("\n") == pabulib.write(election, profile).replace(
        "\r\n", "\n"
    ).lstrip("\ufeff").rstrip("\n")


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("cut", ["1;600", "a;1,2"])
def test_nothing_is_lost_where_there_is_nothing(cut: str, form: str, tmp_path: Path) -> None:
    rest = SMALL[SMALL.index("VOTES") : SMALL.index("a;1,2")] if cut == "1;600" else ""
    election, profile = pabulib.read(SMALL[: SMALL.index(cut)] + rest)
    written = files.write(election, profile, tmp_path / f"x.{form}", form)
    again, ballots = files.read(written[-1])
    assert (again.projects, ballots.n_voters) == (election.projects, 0)
    assert again.budget == election.budget


def test_any_of_the_three_files_may_be_named(tmp_path: Path) -> None:
    files.write(*pabulib.read(SMALL), tmp_path / "x.csv", "csv")
    for name in ("x.csv", "x.meta.csv", "x.projects.csv", "x.ballots.csv"):
        assert files.read(tmp_path / name)[1].supporters == (3, 1, 1)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("x.projects.csv", "1,600,", "1,6oo,", "x.projects.csv, line 2, column 3: cost: '6oo'"),
        ("x.ballots.csv", '"3,1"', '"3,8"', "x.ballots.csv, line 5, column 3: the ballot names"),
        ("x.meta.csv", "budget,1000", "budget,?", "x.meta.csv, line 5, column 8: budget: '?'"),
        ("x.projects.csv", '"Groen', 'x"Groen"y"', "x.projects.csv, line 2"),
    ],
)
def test_csv_errors(file: str, old: str, new: str, said: str, tmp_path: Path) -> None:
    files.write(*pabulib.read(SMALL), tmp_path / "x.csv", "csv")
    text = (tmp_path / file).read_text()
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new))
    with pytest.raises(VotingError) as caught:
        files.read(tmp_path / "x.csv")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"cost": "600"', '"cost": "6oo"', "line 3, column 1: cost: '6oo'"),
        ('["3", "1"]', '["3", "8"]', "line 11, column 1: the ballot names project '8'"),
        ('"cost": "600"', '"cost" "600"', "line 3, column 28: this is not JSON"),
        ('"projects": [', '"projects": {', "line 3, column"),
        ('"ballots": [', '"ballots": 5, "x": [', 'line 7, column 12: "ballots" should be a list'),
        ('{"meta"', '["meta"', "line 1, column 1: here '{' should stand"),
    ],
)
def test_json_errors(old: str, new: str, said: str, tmp_path: Path) -> None:
    text = files.text(*pabulib.read(SMALL), "json")
    assert old in text
    path = tmp_path / "x.json"
    path.write_text(text.replace(old, new))
    with pytest.raises(VotingError) as caught:
        files.read(path)
    assert said in str(caught.value)


def test_json_made_by_hand_may_use_numbers(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(
        '{"meta": {"budget": 1000, "vote_type": "cumulative"},'
        ' "projects": [{"project_id": 1, "cost": 600.50}, {"project_id": 2, "cost": 5}],'
        ' "ballots": [{"voter_id": 1, "vote": [1, 2], "points": [3, 4]}, {"voter_id": 2}]}'
    )
    election, profile = files.read(path)
    assert election.costs == (60_050, 500)
    assert (profile.points, profile.blank) == ((3, 4), 1)
