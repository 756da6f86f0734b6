"""A list of who may vote is taken whole or not at all, and the page says what to do."""

import pytest
from sqlmodel import select

from budget_app.db import Database
from budget_app.people.models import Account, RollEntry
from tests.support import jury_round
from tests.support.jury_round import JuryRound
from tests.support.site import Site, said

AREA = jury_round.AREA


@pytest.fixture
def world(sqlite_database: Database) -> JuryRound:
    """A round with three members and one maker."""
    return jury_round.make(sqlite_database)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"buurt;kenmerk\n{AREA};A\n{AREA};B\n{AREA};A\n".encode(), "Regel 4"),
        (f"buurt;kenmerk\n{AREA};A\nBU99;B\n".encode(), "Regel 3"),
        (f"buurt;straat\n{AREA};één\n".encode("latin-1"), "CSV UTF-8"),
        (f"buurt\tstraat\n{AREA}\tA\n".encode(), "tabs"),
        (b"", "Kies een bestand"),
    ],
)
def test_nothing_is_taken_of_a_bad_list(world: JuryRound, content: bytes, words: str) -> None:
    with world.db.write() as session:
        official = world.official(session)
    visitor = Site(world.db).sign_in(world.code(official))
    with world.db.read() as session:
        before = len(session.exec(select(Account)).all())
    files = {"lijst": ("lijst.csv", content, "text/csv")} if content else None
    answer = visitor.post(f"/municipality/ronde/{world.round_id}/stemlijst", files=files)
    assert answer.status_code == 400
    assert "Er is niets ingevoerd" in said(answer)
    assert words in answer.text
    with world.db.read() as session:
        assert session.exec(select(RollEntry)).all() == []
        assert len(session.exec(select(Account)).all()) == before
