"""Who pays: every bill is shared over the funders to the cent, where everyone can read it."""

import pytest

from budget_app.db import Database
from budget_app.ledger.reading import summary
from budget_app.projects import service as projects
from budget_app.projects import shares
from budget_app.projects.models import Project
from tests.support import jury_round
from tests.support.jury_round import NOW, JuryRound
from tests.support.site import Site

FUNDERS = [
    {"name": "Gemeente", "share": 70, "entitles": "Kijkt mee."},
    {"name": "Corporaties", "share": 30, "entitles": "Denken mee."},
]


@pytest.fixture
def world(sqlite_database: Database) -> JuryRound:
    """A round that the municipality and the corporations pay."""
    return jury_round.make(sqlite_database, funders=FUNDERS)


def test_each_bill_and_what_came_back_is_shared_exactly(world: JuryRound) -> None:
    with world.db.write() as session:
        one, other = world.project(session), world.project(session)
        for number, cents in enumerate((1, 1, 1, 3_333)):
            projects.pay(session, one, f"a{number}", "Jan", f"rekening {number}", cents, NOW)
        wrong = projects.pay(session, one, "b", "Jan", "dubbel", 2_001, NOW)
        projects.correct(session, wrong, "Stond er al.", NOW)
        projects.pay(session, other, "c", "Piet", "zand", 999, NOW)
        one_id, round_id = one.id or 0, one.round_id
    with world.db.read() as session:
        project = session.get_one(Project, one_id)
        funders = jury_round.config(funders=FUNDERS).funders
        found = shares.of_project(session, round_id, project.idea_id, funders)
        assert [sum(move.parts) - move.cents for move in found] == [0] * 6
        assert found[-1].parts == [-part for part in found[-2].parts]
        assert [sum(move.parts[place] for move in found) for place in (0, 1)] == [2_335, 1_001]
        borne = shares.of_round(session, round_id, funders)
        assert sum(borne) == summary(session, round_id).paid == 3_336 + 999
    page = Site(world.db).visitor().see(f"/project/{one_id}")
    for words in ("Corporaties (30%)", "23,35", "10,01", "Stond er al."):
        assert words in page, words
    money = Site(world.db).visitor().see(f"/ronde/{slug_of(world)}/geld")
    assert "43,35" in money


def slug_of(world: JuryRound) -> str:
    """The round's word in addresses."""
    with world.db.read() as session:
        return session.get_one(jury_round.Round, world.round_id).slug
