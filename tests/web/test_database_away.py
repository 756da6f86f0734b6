"""A database that is away, locked or full: a plain sentence, nothing half done, and back again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from sqlmodel import Session, select

from budget_app import db
from budget_app.ballots.models import Ballot
from budget_app.clock import FixedClock
from budget_app.db import Database
from budget_app.ideas.models import Idea
from tests.support import vote_round
from tests.support.postgres import PostgresServer
from tests.support.site import Site, Visitor
from tests.support.vote_round import NOW
from tests.support.voter import Voter
from tests.support.wijk import GOOD_IDEA, Wijk

NOT_STORED = "Wat u deed is niet opgeslagen"


def lenient(visitor: Visitor) -> Visitor:
    """The same visitor, who gets the page of a mistake where a test would get its exception."""
    visitor.client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
    return visitor


@contextmanager
def away(postgres: PostgresServer, name: str) -> Iterator[None]:
    """Inside the block this database takes nobody in, and whoever was in is out."""
    postgres.run(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    yield
    postgres.run(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


@pytest.mark.postgres
def test_postgres_goes_away_and_comes_back(postgres: PostgresServer, postgres_url: str) -> None:
    database = Database(postgres_url)
    world = vote_round.make(database)
    site = Site(database, FixedClock(NOW))
    voter = Voter(site.sign_in(world.codes[0]), world.slug)
    visitor = lenient(voter.visitor)
    fields, _ = voter.review({"ideas": ["1"]})
    with away(postgres, str(database.reader.url.database)):
        for _ in range(3):
            for path in ("/", "/ready", voter.path):
                page = visitor.get(path)
                assert page.status_code == 503
                assert NOT_STORED in page.text
                assert page.headers["retry-after"]
                assert "script-src 'self'" in page.headers["content-security-policy"]
        assert visitor.get("/health").status_code == 200
        refused = voter.confirm(fields)
        assert refused.status_code == 503
        assert NOT_STORED in refused.text
    assert visitor.get("/ready").status_code == 200
    assert "Uw stem telt" in voter.confirm(fields).text
    with world.db.read() as session:
        assert len(session.exec(select(Ballot)).all()) == 1
    database.dispose()


@pytest.mark.postgres
def test_a_night_without_database_is_not_noticed_by_the_next_visitor(
    postgres: PostgresServer, postgres_url: str
) -> None:
    database = Database(postgres_url)
    world = vote_round.make(database)
    site = Site(database, FixedClock(NOW))
    voter = Voter(site.sign_in(world.codes[0]), world.slug)
    lenient(voter.visitor).see("/")
    with away(postgres, str(database.reader.url.database)):
        pass  # nobody came
    assert [voter.visitor.get(voter.path).status_code for _ in range(3)] == [200, 200, 200]
    database.dispose()


def ideas_of(session: Session) -> int:
    return len(session.exec(select(Idea)).all())


def test_a_locked_database_is_waited_for_and_then_said(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_SECONDS", 0.2)
    wijk = Wijk.found(Site(Database(sqlite_url)))
    resident = lenient(wijk.resident())
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        page = resident.post(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA)
        assert page.status_code == 503
        assert NOT_STORED in page.text
        assert resident.get(f"/ronde/{wijk.slug}").status_code == 200  # reading goes on
    assert wijk.hand_in(resident) == 1
    wijk.site.db.dispose()


def test_a_full_disk_is_said_and_nothing_is_half_stored(sqlite_database: Database) -> None:
    wijk = Wijk.found(Site(sqlite_database))
    resident = lenient(wijk.resident())
    long = GOOD_IDEA | {"body": "Een lang verhaal. " * 200}
    with sqlite_database.writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    answers = [resident.post(f"/resident/ronde/{wijk.slug}/idee", long) for _ in range(60)]
    full = answers[-1]
    assert full.status_code == 503
    assert NOT_STORED in full.text
    taken = sum(answer.status_code == 200 for answer in answers)
    with sqlite_database.read() as session:
        assert ideas_of(session) == taken < 60
    with sqlite_database.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert resident.post(f"/resident/ronde/{wijk.slug}/idee", long).status_code == 200
