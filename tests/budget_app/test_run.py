"""`make run`, as far as Python does it: the demo once, the way in for each role, what was typed
stays, and the second start is quick."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.demo.data import CODES
from budget_app.demo.load import ROLES
from budget_app.ideas.models import Idea
from budget_app.settings import ROOT
from tests.support.database import BOTH
from tests.support.ports import answers, free_port, wait_until
from tests.support.postgres import PostgresServer

QUICK_SECONDS = 3.0
# On a slow or busy machine: so many times what it takes there to load the libraries alone.
TIMES_THE_LIBRARIES = 2.5
LIBRARIES = (
    "import alembic, babel, fastapi, jinja2, numpy, PIL, rich, sqlmodel, structlog, typer, uvicorn"
)

pytestmark = pytest.mark.slow


class Started:
    """One run of the command: what it printed, and what it cost."""

    def __init__(self, database_url: str, log: Path) -> None:
        self.port = free_port()
        self.log = log
        self.cpu_seconds = 0.0
        environment = {**os.environ, "PORT": str(self.port), "DATABASE_URL": database_url}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "budget_app", "run"],
                cwd=ROOT,
                env=environment,
                stdout=file,
                stderr=file,
            )

    def end(self) -> None:
        """Stop it and note the processor time it took from its start."""
        self.process.send_signal(signal.SIGTERM)
        _pid, _status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = 0
        self.cpu_seconds = usage.ru_utime + usage.ru_stime


@contextmanager
def started(database_url: str, log: Path) -> Iterator[Started]:
    """The command, running until the block ends."""
    run = Started(database_url, log)
    try:
        wait_until(lambda: answers(run.port, "/ready"), "the demo is served", seconds=120)
        yield run
    finally:
        run.end()


def seconds_of(code: str) -> float:
    """Processor time of a Python that runs this and nothing else."""
    process = subprocess.Popen([sys.executable, "-c", code])
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0
    return usage.ru_utime + usage.ru_stime


def count(database: Database, table: type[Round] | type[Idea]) -> int:
    with database.read() as session:
        return session.exec(select(func.count(col(table.id)))).one()


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database in which nothing was ever made, not even a table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'demo.db'}"
    postgres: PostgresServer = request.getfixturevalue("postgres")
    return postgres.fresh()[1]


def test_a_second_start_is_quick_and_keeps_what_was_typed(empty_url: str, tmp_path: Path) -> None:
    url = empty_url
    with started(url, tmp_path / "first.log") as first:
        database = Database(url)
        rounds = count(database, Round)
        with database.write() as session:
            idea = session.exec(select(Idea).order_by(col(Idea.id))).first()
            assert idea is not None
            idea.title = "Wat ik zelf typte"
            session.add(idea)
            idea_id = idea.id
    printed = first.log.read_text()
    assert rounds >= 3
    assert all(CODES[role] in printed for role, _name, _what in ROLES)
    assert f":{first.port}" in printed

    with started(url, tmp_path / "second.log") as second:
        assert count(database, Round) == rounds
        with database.read() as session:
            kept = session.get(Idea, idea_id)
            assert kept is not None
            assert kept.title == "Wat ik zelf typte"
    database.dispose()
    assert CODES["bewoner"] in second.log.read_text()
    # Processor time: what the clock says depends on what else this machine does.
    assert second.cpu_seconds < max(QUICK_SECONDS, TIMES_THE_LIBRARIES * seconds_of(LIBRARIES))
