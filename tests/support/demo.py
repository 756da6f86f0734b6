"""The demo on a real server, and a way in for each of its roles."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from budget_app.clock import SystemClock
from budget_app.db import Database
from budget_app.demo import load
from budget_app.demo.data import CODES
from budget_app.settings import Settings
from tests.support.pages import Crawl
from tests.support.server import AppServer

# Who looks -> the role in the demo whose code they type; a visitor types none.
ROLES = {
    "visitor": None,
    "resident": "bewoner",
    "maker": "maker",
    "jury": "jury",
    "helper": "helper",
    "municipality": "gemeente",
}
# Nothing links here: a code in a letter leads to it, or a sign-in that is still to come.
STARTS = {"visitor": ["/", "/inloggen"]}
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def load_demo(database: Database) -> None:
    """Put the demo of this moment in a migrated, empty database."""
    loaded = load.into_empty(database, SystemClock(), Settings(_env_file=None))
    assert loaded, "the database was not empty"


@dataclass
class DemoSite:
    """A server that shows the demo."""

    server: AppServer

    @classmethod
    @contextmanager
    def running(cls, folder: Path) -> Iterator["DemoSite"]:
        """The demo in a new SQLite file in this folder, served until the block ends."""
        url = f"sqlite:///{folder / 'demo.db'}"
        database = Database(url)
        database.migrate()
        load_demo(database)
        database.dispose()
        server = AppServer(url, folder)
        try:
            yield cls(server.start())
        finally:
            server.stop()

    @property
    def url(self) -> str:
        """Where it answers."""
        return self.server.url

    def client(self, role: str) -> httpx2.Client:
        """A client that is signed in as a role, by typing its code."""
        client = httpx2.Client(base_url=self.url, timeout=30)
        code = ROLES[role]
        if code is None:
            return client
        form = client.get("/inloggen").text
        found = TOKEN.search(form)
        assert found, "the sign-in page holds no form"
        answer = client.post(
            "/inloggen", data={"csrf_token": found[1], "code": CODES[code]}, follow_redirects=False
        )
        assert answer.is_redirect, f"{role} could not sign in: {answer.status_code}"
        return client

    def crawl(self, role: str) -> Crawl:
        """Everything that a role reaches by links."""
        with closing(self.client(role)) as client:
            return Crawl(client).run(*STARTS.get(role, ["/"]))

    def cookies(self, role: str) -> list[Any]:
        """The cookies of a role, for a browser."""
        with closing(self.client(role)) as client:
            return [
                {"name": cookie.name, "value": cookie.value, "url": self.url}
                for cookie in client.cookies.jar
            ]
