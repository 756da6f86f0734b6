"""Files that people open in other programs: nothing in them is run there, and nothing is changed
that is counted again."""

import csv
import re
from io import StringIO

import pytest
from sqlmodel import col, select

from budget_app.ballots import box
from budget_app.ballots.downloads import FORMULA, ballots_csv
from budget_app.budgets.models import Round
from budget_app.clock import FixedClock
from budget_app.db import Database
from budget_app.ideas.models import Idea
from budget_app.route import service as route
from tests.support import vote_round
from tests.support.site import SECRET, Site, Visitor
from tests.support.vote_round import NOW, STEP, VoteRound
from voting.pabulib.reader import read_bytes

EVIL = (
    '=HYPERLINK("https://evil.example";"Klik")',
    "+1+cmd|' /C calc'!A0",
    "-2+3;=4",
    '@SUM(1+1)*cmd|"x"',
    "\tbank",
)
FILES = ("ideeen.csv", "uitslag/ideeen.csv", "uitslag/stemmen.csv")


@pytest.fixture
def counted(sqlite_database: Database) -> tuple[VoteRound, Visitor]:
    """A vote on five ideas whose titles and streets are formulas."""
    world = vote_round.make(sqlite_database, open_vote=False)
    with sqlite_database.write() as session:
        for idea, words in zip(
            session.exec(select(Idea).order_by(col(Idea.id))), EVIL, strict=True
        ):
            idea.title = idea.street = idea.category = words
            session.add(idea)
        route.open_step(session, session.get_one(Round, world.round_id), STEP, NOW, None)
    with sqlite_database.write() as session:
        vote = world.vote(session)
        for number, voter in enumerate(world.voters):
            code = f"PAUW-000{number}-ROOS-0001"
            choices = {number + 1: 1, 5: 1}
            box.cast(session, vote, voter, choices, code, SECRET, FixedClock(NOW))
    world.close()
    return world, Site(sqlite_database).visitor()


@pytest.mark.parametrize("file", FILES)
def test_no_cell_is_a_formula(counted: tuple[VoteRound, Visitor], file: str) -> None:
    world, visitor = counted
    answer = visitor.get(f"/ronde/{world.slug}/{file}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(StringIO(answer.text), delimiter=";" if "uitslag" in file else ","))
    assert len(rows) > 3
    assert len({len(row) for row in rows}) == 1, "a separator in a title made cells of its own"
    found = [text for row in rows for text in row]
    assert [text for text in found if text.startswith(FORMULA)] == []
    if "stemmen" not in file:
        assert {f"'{words}" for words in EVIL} <= set(found)


def test_what_is_counted_again_holds_the_titles_as_they_are(
    counted: tuple[VoteRound, Visitor],
) -> None:
    world, visitor = counted
    election, _profile = read_bytes(visitor.see(f"/ronde/{world.slug}/uitslag/stemmen.pb").encode())
    assert [project.name.strip() for project in election.projects] == [w.strip() for w in EVIL]


def test_ids_of_an_election_that_was_brought_in_are_no_formulas() -> None:
    file = 'META\n\nVOTES\nvoter_id;vote\n=1+1;"=2,3"\n7;@x\n8;-5\nab-c;1\n'
    assert ballots_csv(file) == "voter_id;vote\n'=1+1;\"'=2,3\"\n7;'@x\n8;'-5\nab-c;1\n"


@pytest.mark.parametrize(
    "title", ['Bank"; filename="x.exe', "Bank\r\nSet-Cookie: a=b", "Café ’t Bankje 🪑", "../../etc"]
)
def test_a_files_name_is_made_of_plain_letters(sqlite_database: Database, title: str) -> None:
    world = vote_round.make(sqlite_database, title=title)
    answer = Site(sqlite_database).visitor().get(f"/ronde/{world.slug}/ideeen.csv")
    assert re.fullmatch(
        r'attachment; filename="ideeen-[a-z0-9-]+\.csv"', answer.headers["content-disposition"]
    )
    assert "set-cookie" not in answer.headers or "a=b" not in answer.headers["set-cookie"]
