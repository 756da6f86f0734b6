"""A list of who may vote is taken whole or not at all, and the page says what to do."""

import re
from threading import Barrier
from typing import Any

import httpx2
import pytest
from sqlmodel import select

from budget_app.db import Database
from budget_app.history.models import Entry
from budget_app.people import letters, roll, roll_rules, sessions
from budget_app.people import service as people
from budget_app.people.models import Account, Household, RollEntry
from budget_app.people.roll import Letter
from budget_app.places.models import Area
from budget_app.web.municipality import roll as page
from budget_app.web.visit import SESSION_COOKIE
from tests.support import jury_round
from tests.support.jury_round import JuryRound
from tests.support.ports import wait_until
from tests.support.server import StartServer
from tests.support.site import SECRET, Site, said
from tests.support.statements import statements
from tests.support.together import together

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


def test_the_page_names_the_buurten(world: JuryRound) -> None:
    assert bring_in(world, f"buurt\n{AREA}\n{AREA}\n").status_code == 200
    page = bring_in(world, "").text
    assert "mag leeg blijven" not in page
    with world.db.read() as session:
        assert f">{session.get_one(Area, AREA).name}</th>" in page
    assert f">{AREA}<" not in page


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


def many(count: int) -> str:
    """A list of so many people, two to a household."""
    rows = (f"{AREA};K{number};H{number // 2};Lindestraat\n" for number in range(count))
    return "buurt;kenmerk;huishouden;straat\n" + "".join(rows)


def test_a_long_list_is_taken_at_once_and_a_longer_one_not(database: Database) -> None:
    """Where each statement goes over a network, there are few; SQLite has none for many rows."""
    world = jury_round.make(database)
    lines, faults = roll_rules.read(many(1_200).encode(), {AREA}, most=1_200)
    assert not faults
    with statements(database) as sent, database.write() as session:
        made = roll.add(session, SECRET, world.round_id, lines, jury_round.NOW)
    assert database.is_sqlite or len(sent) < 25
    with database.read() as session:
        opened = people.by_pass(session, SECRET, made[-1].code)
        assert session.get_one(RollEntry, (world.round_id, opened.id)).household_id is not None
        assert len(session.exec(select(Household)).all()) == 600
    over = roll_rules.read(many(1_200).encode(), {AREA}, most=1_199)
    assert over[0] == []
    assert "ten hoogste 1199 regels" in str(over[1][0].text)


def test_the_list_counts_once_its_letters_are_made(
    world: JuryRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file comes in parts; when one cannot be made, nobody is on the roll."""
    monkeypatch.setattr(page, "PART", 2)
    whole, parts = letters.pdf, []

    def pdf(part: list[Letter], *given: Any) -> bytes:
        assert on_the_roll(world) == 0
        parts.append(len(part))
        if len(parts) == 2 and not world.members:
            raise RuntimeError("the printer is out of ink")
        return whole(part, *given)

    monkeypatch.setattr(letters, "pdf", pdf)
    members, world.members = world.members, []
    with pytest.raises(RuntimeError):
        bring_in(world, many(5))
    assert on_the_roll(world) == 0
    world.members = members
    parts.clear()
    made = bring_in(world, many(5))
    assert (made.status_code, parts) == (200, [2, 2, 1])
    assert made.content.count(b"/Type/Page/") == 5
    assert made.content.rstrip().endswith(b"%%EOF")
    assert on_the_roll(world) == 5


def test_the_same_list_twice_at_once_is_taken_once(database: Database) -> None:
    """The other file breaks off, so that nobody posts letters whose codes open nothing."""
    world = jury_round.make(database)
    gate, read = Barrier(2), roll.letters

    def both_are_checked(lines: Any) -> list[Letter]:
        gate.wait(20)
        return read(lines)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(roll, "letters", both_are_checked)
        answers = together([lambda: bring_in(world, many(4))] * 2)
    assert sorted(type(answer).__name__ for answer in answers) == ["OverTaken", "Response"]
    assert on_the_roll(world) == 4


def test_whoever_goes_away_halfway_brought_nothing_in(
    sqlite_database: Database, start_server: StartServer
) -> None:
    """Only who has the whole file has the codes; a list with the same marks can come again."""
    world = jury_round.make(sqlite_database)
    with world.db.write() as session:
        official = world.official(session)
        secret = sessions.start(session, official, jury_round.NOW, hours=24)
    server = start_server(world.db.url, secret_key=SECRET)
    server.set_now(jury_round.NOW)
    address = f"{server.url}/municipality/ronde/{world.round_id}/stemlijst"
    with httpx2.Client(timeout=60, cookies={SESSION_COOKIE: secret}) as client:
        found = re.findall(r'name="csrf_token" value="([^"]+)"', client.get(address).text)
        form = {"csrf_token": found[0]}
        files = {"lijst": ("lijst.csv", many(800).encode(), "text/csv")}
        with client.stream("POST", address, data=form, files=files) as answer:
            assert answer.status_code == 200
            assert next(answer.iter_bytes(1000)).startswith(b"%PDF")
        assert client.get(f"{server.url}/health").status_code == 200
        wait_until(lambda: '"method": "POST"' in server.log, "the server noticed")
        assert on_the_roll(world) == 0
        files = {"lijst": ("lijst.csv", many(2).encode(), "text/csv")}
        assert client.post(address, data=form, files=files).status_code == 200
    assert on_the_roll(world) == 2
