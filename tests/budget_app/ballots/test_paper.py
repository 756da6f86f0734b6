"""The order of the ballot paper, what a form says, and what a server remembers of a vote."""

from datetime import timedelta

import pytest

from budget_app.ballots import choices, paper, standing
from budget_app.ballots.paper import Line
from budget_app.ballots.rules import BadPoints, UnknownOption
from budget_app.db import Database
from tests.support import vote_round
from tests.support.vote_round import CLOSES, NOW

LINES = [Line(number, f"Idee {number}", 100, "", "", "") for number in range(1, 6)]


def test_every_line_stands_on_top_equally_often() -> None:
    tops = [paper.rotated(LINES, voter)[0].id for voter in range(10)]
    assert sorted(tops) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert [line.id for line in paper.rotated(LINES, 2)] == [3, 4, 5, 1, 2]
    assert paper.rotated([], 3) == []


def test_forms_are_read_by_ballot_type() -> None:
    assert choices.read("approval", ["2", "2", "5"], {}) == {2: 1, 5: 1}
    assert choices.read("choose-1", ["0"], {}) == {}
    assert choices.read("points", [], {"ideas-3": " 4 ", "ideas-1": "", "cost-3": "1"}) == {3: 4}


@pytest.mark.parametrize("text", ["-1", "1.5", "²", "1_0", "9999999", "a"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadPoints):
        choices.read("points", [], {"ideas-1": text})
    with pytest.raises(UnknownOption):
        choices.read("approval", [text], {})


def test_an_open_vote_is_remembered_until_it_should_close(sqlite_database: Database) -> None:
    world = vote_round.make(sqlite_database)
    first = standing.open_vote(sqlite_database, world.slug, NOW)
    assert standing.open_vote(sqlite_database, world.slug, NOW + timedelta(hours=1)) is first
    assert standing.open_vote(sqlite_database, world.slug, CLOSES).state == "closed"
    standing.forget(sqlite_database, world.slug)
    assert standing.open_vote(sqlite_database, world.slug, NOW) is not first
