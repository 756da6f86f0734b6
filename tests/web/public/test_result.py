"""The result page, the reasons, the downloads, and looking a vote up by its code."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from budget_app.ballots import box, importing
from budget_app.clock import FixedClock
from budget_app.db import Database
from budget_app.places.models import Area
from budget_app.settings import ROOT
from tests.support import vote_round
from tests.support.site import SECRET, START, Site, said
from tests.support.vote_round import CLOSES, NOW, VoteRound

FILES = ROOT / "seeds" / "elections"
CHOICES = ({1: 1, 2: 1}, {1: 1, 3: 1}, {4: 1}, {1: 1, 5: 1}, {})


def receipt(number: int) -> str:
    return f"PAUW-{number:04d}-ROOS-3075"


@pytest.fixture
def world(database: Database) -> VoteRound:
    """Five people voted for ideas 1 (three times), 2, 3, 4 and 5, and one voted blank."""
    made = vote_round.make(database, voters=5)
    with made.db.write() as session:
        vote = made.vote(session)
        for number, choices in enumerate(CHOICES):
            voter, code = made.voters[number], receipt(number)
            box.cast(session, vote, voter, choices, code, SECRET, FixedClock(NOW))
    return made


@pytest.fixture
def site(world: VoteRound) -> Site:
    return Site(world.db, FixedClock(NOW))


def test_there_is_no_result_before_closing(world: VoteRound, site: Site) -> None:
    answer = site.visitor().get(f"/ronde/{world.slug}/uitslag")
    assert answer.status_code == 404
    assert "nog geen uitslag" in answer.text


def test_the_front_page_leads_to_a_result_once_it_is_there(world: VoteRound, site: Site) -> None:
    address = f'href="/ronde/{world.slug}/uitslag"'
    assert address not in site.visitor().see("/")
    world.close()
    page = site.visitor().see("/")
    assert "De stemmen zijn geteld" in page
    assert address in page


def test_the_result_and_its_reasons(world: VoteRound, site: Site) -> None:
    world.close()
    visitor, base = site.visitor(), f"/ronde/{world.slug}/uitslag"
    page = said_whole(visitor.see(base))
    assert "5 mensen stemden. 4 ideeën zijn gekozen. 1 stem was blanco." in page
    assert "€ 1.000 van € 1.000" in page
    assert "Phragmén" in page or "Het beste pakket" in page
    won = said_whole(visitor.see(f"{base}/1"))
    assert "Toen dit idee aan de beurt was, was er nog € 1.000. Het kost € 400. Dat paste." in won
    lost = said_whole(visitor.see(f"{base}/4"))
    assert "Dat paste niet meer." in lost
    assert "goedkoper geweest" in lost
    assert visitor.get(f"{base}/9").status_code == 404


def test_small_numbers_are_not_shown(world: VoteRound, site: Site) -> None:
    world.close()
    page = site.visitor().see(f"/ronde/{world.slug}/uitslag")
    assert "te klein om te laten zien" in page
    row = json.loads(site.visitor().see(f"/ronde/{world.slug}/uitslag/uitslag.json"))
    assert [area["voters"] for area in row["turnout"]["areas"].values()] == [None]


def test_anyone_recounts_the_download_to_the_same_hash(
    world: VoteRound, site: Site, tmp_path: Path
) -> None:
    world.close()
    base = f"/ronde/{world.slug}/uitslag"
    stored = json.loads(site.visitor().see(f"{base}/uitslag.json"))
    path = tmp_path / f"{world.slug}.pb"
    path.write_text(site.visitor().see(f"{base}/stemmen.pb"))
    command = [sys.executable, "-m", "voting", "recount", str(path), "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert told["equal"] is True
    assert told["outcome_sha256"] == stored["outcome_sha256"]
    assert told["input_sha256"] == stored["input_sha256"]
    assert stored["outcome_sha256"] in site.visitor().see(base)


def test_downloads_for_spreadsheets(world: VoteRound, site: Site) -> None:
    world.close()
    base = f"/ronde/{world.slug}/uitslag"
    lines = list(csv.reader(io.StringIO(site.visitor().see(f"{base}/ideeen.csv")), delimiter=";"))
    assert lines[1] == ["1", "1", "Idee 1", "400.00", "3", "3", "ja", "fits"]
    votes = site.visitor().see(f"{base}/stemmen.csv").strip().split("\n")
    assert votes[0] == "voter_id;vote"
    assert sorted(line.split(";")[1] for line in votes[1:]) == ["", "1,2", "1,3", "1,5", "4"]


def test_a_receipt_is_found_without_signing_in(world: VoteRound, site: Site) -> None:
    visitor = site.visitor()
    open_page = visitor.post("/bonnetje", {"code": "pauw 0002 roos 3075"})
    assert "zit in de stembus" in open_page.text
    assert "laten wij niet zien" in open_page.text
    assert "Idee 4" not in open_page.text
    world.close()
    closed = said(visitor.post("/bonnetje", {"code": receipt(2)}))
    line = closed.split("kenmerk: ")[1].split()[0]
    votes = visitor.see(f"/ronde/{world.slug}/uitslag/stemmen.csv").strip().split("\n")[1:]
    assert f"{line};4" in votes
    place = int(closed.split("is het stem ")[1].split()[0])
    assert votes[place - 1] == f"{line};4"


def test_looking_codes_up_is_limited(world: VoteRound, site: Site) -> None:
    visitor = site.visitor()
    answers = [visitor.post("/bonnetje", {"code": f"PAUW-{n}"}) for n in range(21)]
    assert answers[0].status_code == 404
    assert "hoort geen stem" in answers[0].text
    assert answers[-1].status_code == 429


def test_an_imported_election_says_where_it_comes_from(sqlite_database: Database) -> None:
    site = Site(sqlite_database)
    for name, says in (
        ("Netherlands_Assen_2024.pb", "gelijk aan de officiële uitslag"),
        ("Netherlands_Amsterdam_417.pb", "staat geen uitslag"),
    ):
        found = importing.import_file(sqlite_database, FixedClock(START), FILES / name)
        page = site.visitor().see(f"/ronde/{found.slug}/uitslag")
        assert says in page
        assert "Pabulib" in page
        for number in range(1, found.ideas + 1):
            site.visitor().see(f"/ronde/{found.slug}/uitslag/{number}")


def test_what_became_of_an_imported_election_is_not_said(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        area = Area(code="WK036390", kind="wijk", name="Amsterdam-Centrum", slug="centrum")
        session.add(area)
    path = FILES / "Netherlands_Amsterdam_417.pb"
    importing.import_file(sqlite_database, FixedClock(START), path, area_code=area.code)
    page = said_whole(Site(sqlite_database).visitor().see("/wijk/centrum"))
    assert "21 ideeën zijn gekozen" in page
    assert "zijn gemaakt" not in page


@pytest.mark.parametrize("path", sorted(FILES.glob("*.pb")), ids=lambda path: path.stem[:30])
def test_every_method_has_pages(sqlite_database: Database, path: Path) -> None:
    found = importing.import_file(sqlite_database, FixedClock(CLOSES), path)
    visitor = Site(sqlite_database).visitor()
    visitor.see(f"/ronde/{found.slug}/uitslag")
    for number in range(1, found.ideas + 1):
        visitor.see(f"/ronde/{found.slug}/uitslag/{number}")


def test_equal_shares_says_what_was_short_at_the_last_share(sqlite_database: Database) -> None:
    path = FILES / "Netherlands_Assen_2024.pb"
    found = importing.import_file(sqlite_database, FixedClock(CLOSES), path)
    visitor = Site(sqlite_database).visitor()
    base = f"/ronde/{found.slug}/uitslag"
    projects = json.loads(visitor.see(f"{base}/uitslag.json"))["outcome"]["ideas"]
    pages = [said_whole(visitor.see(f"{base}/{project['number']}")) for project in projects]
    lost = [page for page in pages if "Er ontbrak" in page]
    assert lost
    for page in lost:
        assert "Aan het eind van de telling was het deel van elke stemmer €" in page
        assert "goedkoper geweest, dan hadden zijn kiezers het met dat deel kunnen betalen" in page
        assert "die alleen dit idee" in page
        assert "had het gewonnen" not in page
    assert any("ging dit idee door als nummer 1." in page for page in pages)


def said_whole(page: str) -> str:
    """The words of a page."""
    import re

    text = re.sub(r"<[^>]+>", "", page.split("<main", 1)[1].split("</main", 1)[0])
    return re.sub(r"\s+", " ", text)
