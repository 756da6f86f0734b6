"""The quick way to read ballots says the same as the one that takes each ballot by itself."""

from collections import Counter
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.ballots import Profile
from voting.pabulib import PabulibError, read, write
from voting.pabulib.ballot_text import BallotReader

HEAD = """META
key;value
num_projects;4
num_votes;1
budget;10
vote_type;{kind}
PROJECTS
project_id;cost
a;1
bb;2
c;3
7;4
VOTES
voter_id;vote{more}
"""

names = st.lists(st.sampled_from(["a", "bb", "c", "7", " a", "c "]), max_size=5)


def groups(profile: Profile) -> tuple[Counter[Any], int, tuple[int, ...]]:
    """Ballots with their number, whatever the order of the groups."""
    found: Counter[Any] = Counter()
    for g, weight in enumerate(profile.weights.tolist()):
        part = slice(int(profile.indptr[g]), int(profile.indptr[g + 1]))
        key = (*profile.indices[part].tolist(), "|", *profile.scores[part].tolist())
        found[key] += weight
    return found, profile.blank, profile.points


@pytest.mark.parametrize("kind", ["approval", "ordinal", "cumulative", "choose-1", "scoring"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_quick_equals_careful(kind: str, data: st.DataObject) -> None:
    ballots = data.draw(st.lists(names, max_size=12))
    pointed = kind in ("cumulative", "scoring")
    lines = []
    for number, ballot in enumerate(ballots):
        points = data.draw(st.lists(st.integers(0, 3), min_size=len(ballot), max_size=len(ballot)))
        scored = ";" + ",".join(map(str, points)) if pointed else ""
        lines.append(f"{number};{','.join(ballot)}{scored}\n")
    text = HEAD.format(kind=kind, more=";points" if pointed else "") + "".join(lines)
    text = text.replace("budget", f"default_score;{data.draw(st.integers(-1, 2))}\nbudget")
    quick = read(text)[1]
    with patch("voting.pabulib.votes.read_all", return_value=None):
        careful = read(text)[1]
    assert groups(quick) == groups(careful)
    assert quick.n_voters == len(ballots)


def test_the_careful_way_is_not_needed_for_ordinary_files() -> None:
    text = HEAD.format(kind="cumulative", more=";points") + "1;a,bb,a;1,2,3\n2; c ;1\n3;;\n"
    with patch.object(BallotReader, "key", side_effect=AssertionError):
        assert read(text)[1].points == (4, 2, 1, 0)


@pytest.mark.parametrize(
    ("columns", "ballots"),
    [
        ("voter_id;vote;points", ["1;a,bb;2,1", "2;7;3", "3;;"]),
        ("vote;points", ["a,bb;2,1", "7;3", ";"]),
        ("points;vote", ["2,1;a,bb", "3;7", ";"]),
        ("vote;sex;points", ["a,bb;é;2,1", "7;;3", ";;"]),
        ("voter_id;vote;points;age", ["1;a,bb;2,1;40", "2;7;3", "3;;;"]),
        ("voter_id;vote;points", ["1;a,bb;2,1", "", "2;7;3", " ", "3;;"]),
        ("voter_id;vote;points;name", ['1;a,bb;2,1;"x;y"', "2;7;3", "3;;"]),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_ballots_stand_in_any_columns(columns: str, ballots: list[str], newline: str) -> None:
    head = HEAD.format(kind="cumulative", more="").replace("voter_id;vote", columns)
    text = (head + "\n".join(ballots) + "\n").replace("\n", newline)
    election, profile = read(text.encode())
    assert profile.points == (2, 1, 0, 3)
    assert (profile.n_voters, profile.blank) == (3, 1)
    assert write(election, profile) == text


@pytest.mark.parametrize("columns", ["vote;points", "vote;sex;points"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_wrong_ballot_is_found_in_any_columns(columns: str, newline: str) -> None:
    head = HEAD.format(kind="cumulative", more="").replace("voter_id;vote", columns)
    between = ";" * columns.count(";")
    text = f"{head}a{between}1\na,nobody{between}1,2\n".replace("\n", newline)
    with pytest.raises(PabulibError, match="'nobody'") as found:
        read(text.encode())
    assert (found.value.line, found.value.column) == (16, 3)


def test_short_lines_do_not_make_up_for_each_other() -> None:
    head = HEAD.format(kind="approval", more=";age")
    with pytest.raises(PabulibError, match="line 16, column 1: this ballot has 1 of the 3 fields"):
        read(head + "1;a\n2\n")
