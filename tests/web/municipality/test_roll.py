"""A list of who may vote is taken whole or not at all, and the page says what to do."""

import httpx2
import pytest
from sqlmodel import select

from budget_app.db import Database
from budget_app.history.models import Entry
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


def bring_in(world: JuryRound, content: str, **more: str) -> httpx2.Response:
    """An official brings in this list."""
    with world.db.write() as session:
        official = world.official(session)
    visitor = Site(world.db).sign_in(world.code(official))
    files = {"lijst": ("lijst.csv", content.encode(), "text/csv")}
    return visitor.post(f"/municipality/ronde/{world.round_id}/stemlijst", more, files=files)


def on_the_roll(world: JuryRound) -> int:
    with world.db.read() as session:
        return len(session.exec(select(RollEntry)).all())


def test_nobody_gets_a_second_pass_by_a_second_list(world: JuryRound) -> None:
    assert bring_in(world, f"buurt;kenmerk\n{AREA};A\n{AREA};B\n").status_code == 200
    again = bring_in(world, f"buurt;kenmerk\n{AREA};C\n{AREA};B\n")
    assert again.status_code == 400
    assert "Regel 3: Wie dit kenmerk heeft, staat al op de lijst" in said(again)
    assert on_the_roll(world) == 2
    assert bring_in(world, f"buurt;kenmerk\n{AREA};C\n").status_code == 200


def test_the_same_list_twice_is_asked_about(world: JuryRound) -> None:
    """A second click on the button would give everyone a second vote."""
    content = f"buurt\n{AREA}\n{AREA}\n"
    assert bring_in(world, content).status_code == 200
    again = bring_in(world, content)
    assert again.status_code == 400
    assert "geeft iedereen een tweede pas" in again.text
    assert on_the_roll(world) == 2
    assert bring_in(world, content, nogmaals="ja").status_code == 200
    assert on_the_roll(world) == 4
    with world.db.read() as session:
        entries = session.exec(select(Entry).where(Entry.deed == "roll_extended")).all()
    assert len({entry.details["list"] for entry in entries}) == 1
