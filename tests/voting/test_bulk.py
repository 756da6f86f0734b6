"""The quick way to read ballots says the same as the one that takes each ballot by itself."""

from collections import Counter
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.ballots import Profile
from voting.pabulib import read
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
