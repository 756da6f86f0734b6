"""A migrated, empty database per test, on SQLite and on PostgreSQL.

Migrating takes a second, copying what was migrated a few milliseconds: so migrate once (SQLite in
a run, PostgreSQL in a process) and copy for each test.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from budget_app.db import Database
from tests.support import once
from tests.support.postgres import PostgresServer

BOTH = [pytest.param("sqlite"), pytest.param("postgres", marks=pytest.mark.postgres)]
TEMPLATE = "migrated"


def migrate(url: str) -> None:
    """Bring a database to the newest revision and let go of it."""
    database = Database(url)
    database.migrate()
    database.dispose()


def settle(path: Path) -> None:
    """Put all that was written in the file itself, so that copying the file is enough."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _migrated(path: Path) -> None:
    migrate(f"sqlite:///{path}")
    settle(path)


@pytest.fixture(scope="session")
def sqlite_template() -> Path:
    """A migrated SQLite file, to copy."""
    return once.file("migrated.db", _migrated)


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    """The name of a migrated PostgreSQL database, to copy."""
    migrate(postgres.create(TEMPLATE))
    return TEMPLATE


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a migrated, empty SQLite database."""
    path = tmp_path / "bewonersbudget.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres: PostgresServer, postgres_template: str) -> Iterator[str]:
    """The URL of a migrated, empty PostgreSQL database."""
    name, url = postgres.fresh(postgres_template)
    yield url
    postgres.drop(name)


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated, empty database; the test runs once for each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated, empty database; the test runs once for each kind."""
    instance = Database(database_url)
    yield instance
    instance.dispose()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """The same on SQLite alone, where the kind of database cannot matter."""
    instance = Database(sqlite_url)
    yield instance
    instance.dispose()
