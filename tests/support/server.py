"""The application in a process of its own: for browsers, parallel clicks and kills."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest

from budget_app.settings import ROOT
from tests.support.moment import NOW_FILE, FileClock
from tests.support.ports import LOOPBACK, answers, free_port, wait_until


class AppServer:
    """One server process. Settings are given as keywords and passed as BUDGET_… variables."""

    def __init__(self, database_url: str, folder: Path, **settings: object) -> None:
        self.port = free_port()
        self.url = f"http://{LOOPBACK}:{self.port}"
        self.log_file = folder / f"server-{self.port}.log"
        self._clock = FileClock(folder / f"now-{self.port}")
        self._clock.path.touch()
        given = {"database_url": database_url, "public_url": self.url} | settings
        self._environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("BUDGET_")},
            **{f"BUDGET_{key.upper()}": str(value) for key, value in given.items()},
            NOW_FILE: str(self._clock.path),
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        assert self._process is not None, "the server was not started"
        return self._process.pid

    def start(self) -> "AppServer":
        """Start the process and return when it answers; raise with its log when it does not."""
        command = [sys.executable, "-m", "uvicorn", "--factory", "tests.support.asgi:app"]
        command += ["--host", LOOPBACK, "--port", str(self.port), "--no-access-log"]
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )
        try:
            # Long, because a busy machine is no fault of the server.
            wait_until(self._answers, "the server answers /health", seconds=90)
        except TimeoutError as late:
            self.kill()
            raise RuntimeError(self.log) from late
        return self

    def _answers(self) -> bool:
        if self._process is not None and self._process.poll() is not None:
            raise RuntimeError(f"the server ended:\n{self.log}")
        return answers(self.port, "/health")

    @property
    def log(self) -> str:
        """What the server wrote so far."""
        return self.log_file.read_text(errors="replace")

    def set_now(self, moment: datetime) -> None:
        """Move the clock of the running server."""
        self._clock.set(moment)

    def kill(self) -> None:
        """End the process at once, as a power cut would (SIGKILL)."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask the process to end and wait for it."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


class StartServer(Protocol):
    """Starts a server on a database; it is stopped when the test ends."""

    def __call__(self, database_url: str, **settings: object) -> AppServer: ...


def _starting(folder: Path) -> Iterator[StartServer]:
    running: list[AppServer] = []

    def start(database_url: str, **settings: object) -> AppServer:
        server = AppServer(database_url, folder, **settings)
        running.append(server)
        return server.start()

    yield start
    for server in running:
        server.stop()


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[StartServer]:
    """Start a server for this test: `start_server(database_url, oidc_issuer=…)`."""
    yield from _starting(tmp_path)


@pytest.fixture(scope="module")
def start_shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartServer]:
    """Start a server that all tests of one module share, for tests that only look."""
    yield from _starting(tmp_path_factory.mktemp("server"))
