"""The quick way to read ballots says the same as the one that takes each ballot by itself."""

from collections import Counter
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.ballots import Profile
from voting.pabulib import PabulibError, read, write
from voting.pabulib.ballot_text import BallotReader
from voting.pabulib.digits import positions, whole_numbers

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
LETTERS = ("a", "bb", "c", "7")
NUMBERS = ("12", "7", "300", "45")
FAR_APART = ("12", "7", "300000000", "4500000000")
ODD = (" {}", "{} ", "0{}", "{}1", "-{}", "{}.0")


def groups(profile: Profile) -> tuple[Counter[Any], int, tuple[int, ...]]:
    """Ballots with their number, whatever the order of the groups."""
    found: Counter[Any] = Counter()
    for g, weight in enumerate(profile.weights.tolist()):
        part = slice(int(profile.indptr[g]), int(profile.indptr[g + 1]))
        key = (*profile.indices[part].tolist(), "|", *profile.scores[part].tolist())
        found[key] += weight
    return found, profile.blank, profile.points


def understood(text: str) -> Any:
    """The ballots, or what is wrong with them."""
    try:
        profile = read(text)[1]
    except PabulibError as error:
        return str(error)
    return groups(profile), profile.n_voters


@pytest.mark.parametrize("kind", ["approval", "ordinal", "cumulative", "choose-1", "scoring"])
@pytest.mark.parametrize("ids", [LETTERS, NUMBERS, FAR_APART])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_quick_equals_careful(kind: str, ids: tuple[str, ...], data: st.DataObject) -> None:
    plain = st.sampled_from(ids)
    odd = st.builds(str.format, st.sampled_from(ODD), plain)
    name = odd if data.draw(st.sampled_from([False, False, True])) else plain
    ballots = data.draw(st.lists(st.lists(st.one_of(plain, name), max_size=5), max_size=12))
    pointed = kind in ("cumulative", "scoring")
    score = st.sampled_from(["0", "1", "2", "3", "12", data.draw(st.sampled_from(["4", "05"]))])
    lines = []
    for number, ballot in enumerate(ballots):
        points = data.draw(st.lists(score, min_size=len(ballot), max_size=len(ballot)))
        scored = ";" + ",".join(points) if pointed else ""
        lines.append(f"{number};{','.join(ballot)}{scored}\n")
    text = HEAD.format(kind=kind, more=";points" if pointed else "")
    text = text.replace("a;1\nbb;2\nc;3\n7;4", "{};1\n{};2\n{};3\n{};4".format(*ids))
    text = text.replace("budget", f"default_score;{data.draw(st.integers(-1, 2))}\nbudget")
    text += "".join(lines)
    quick = understood(text)
    with patch("voting.pabulib.votes.read_all", return_value=None):
        assert understood(text) == quick
    assert isinstance(quick, str) or quick[1] == len(ballots)


@pytest.mark.parametrize("ids", [LETTERS, NUMBERS, FAR_APART])
def test_the_careful_way_is_not_needed_for_ordinary_files(ids: tuple[str, ...]) -> None:
    text = HEAD.format(kind="cumulative", more=";points")
    text = text.replace("a;1\nbb;2\nc;3\n7;4", "{};1\n{};2\n{};3\n{};4".format(*ids))
    text += "1;{0},{1},{0};1,2,13\n2; {2} ;1\n3;;\n4;{2};0\n".format(*ids)
    with patch.object(BallotReader, "key", side_effect=AssertionError):
        assert read(text)[1].points == (14, 2, 1, 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"1,20\n300", ([1, 20, 300], [2, 1])),
        (b"0\n123456789", ([0, 123_456_789], [1, 1])),
        (b"1234567890", None),
        (b"1,,2", None),
        (b"1\n\n2", None),
        (b"01", None),
        (b"1;2", None),
        (b"-1", None),
        (b"", None),
    ],
)
def test_whole_numbers(text: bytes, found: tuple[list[int], list[int]] | None) -> None:
    numbers = whole_numbers(text)
    assert (numbers and tuple(part.tolist() for part in numbers)) == found


@pytest.mark.parametrize("wanted", [[6], [8], [301], [13]])
def test_numbers_that_are_no_project(wanted: list[int]) -> None:
    with pytest.raises(KeyError):
        positions(["12", "7", "300"], np.array(wanted))


def test_names_that_no_table_can_hold() -> None:
    assert positions(["1", str(2**20)], np.array([1])) is not None
    assert positions(["1", str(2**20 + 1)], np.array([1])) is None
    assert positions(["1,2"], np.array([1])) is None


@pytest.mark.parametrize(
    ("columns", "ballots"),
    [
        ("voter_id;vote;points", ["1;a,bb;2,1", "2;7;3", "3;;"]),
        ("vote;points", ["a,bb;2,1", "7;3", ";"]),
        ("points;vote", ["2,1;a,bb", "3;7", ";"]),
        ("vote;sex;points", ["a,bb;é;2,1", "7;;3", ";;"]),
        ("voter_id;vote;points;age", ["1;a,bb;2,1;40", "2;7;3", "3;;;"]),
        ("voter_id;vote;points", ["1;a,bb;2,1", "", "2;7;3", " ", "3;;"]),
        ("voter_id;vote;points;name", ['1;a,bb;2,1;"x;y"', "2;7;3;", "3;;;"]),
        ("voter_id;vote;points;name", ['1;"a,bb";"2,1";"x"', '"2";7;3;z', "3;;;"]),
        ("voter_id;vote;points;name", ['1;a,bb;2,1;"x;\ny"', "2;7;3", "", ' ;"";', "3;;"]),
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
