"""The demo on a real server, and a way in for each of its roles."""

import re
import shutil
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
from budget_app.web.visit import LANGUAGE_COOKIE
from tests.support import once
from tests.support.database import settle
from tests.support.pages import Crawl
from tests.support.server import AppServer


@dataclass(frozen=True)
class Role:
    """Someone who looks at the site: with the code of which role in the demo, in which language."""

    name: str
    code: str | None
    language: str = "nl"
    # Pages that a form leads to, and no link.
    forms_lead_to: tuple[str, ...] = ()

    def sees(self, audience: str) -> bool:
        """Whether pages of this audience are looked at as this role. The public ones look the
        same to everyone but for the way in, so two pairs of eyes are enough."""
        return audience != "public" or self.code in (None, "bewoner")


MODEL_OF_A_NEW_ROUND = "/municipality/ronde/nieuw/model?title=Proef&area=WK059991&field=4"
ROLES = (
    Role("visitor", None),
    Role("resident", "bewoner"),
    Role("arabic", "bewoner", "ar"),
    Role("maker", "maker"),
    Role("jury", "jury"),
    Role("helper", "helper"),
    Role("municipality", "gemeente", forms_lead_to=(MODEL_OF_A_NEW_ROUND,)),
)
# Where each begins; nothing links to the sign-in page of someone who signed in.
STARTS = ("/", "/inloggen")
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def copy_demo(target: Path) -> str:
    """Put a copy of the demo, as loaded once in this run, in a new SQLite file; returns its URL."""
    shutil.copyfile(once.file("demo.db", _load), target)
    return f"sqlite:///{target}"


def _load(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    database.migrate()
    loaded = load.into_empty(database, SystemClock(), Settings(_env_file=None))
    assert loaded, "the database was not empty"
    database.dispose()
    settle(path)


@dataclass
class DemoSite:
    """A server that shows the demo."""

    server: AppServer

    @classmethod
    @contextmanager
    def running(cls, folder: Path) -> Iterator["DemoSite"]:
        """The demo in a new SQLite file in this folder, served until the block ends."""
        server = AppServer(copy_demo(folder / "demo.db"), folder)
        try:
            yield cls(server.start())
        finally:
            server.stop()

    @property
    def url(self) -> str:
        """Where it answers."""
        return self.server.url

    def client(self, role: Role) -> httpx2.Client:
        """A client that is signed in as a role, by typing its code."""
        client = httpx2.Client(base_url=self.url, timeout=30)
        client.cookies.set(LANGUAGE_COOKIE, role.language)
        if role.code is None:
            return client
        found = TOKEN.search(client.get("/inloggen").text)
        assert found, "the sign-in page holds no form"
        form = {"csrf_token": found[1], "code": CODES[role.code]}
        answer = client.post("/inloggen", data=form)
        assert answer.is_redirect, f"{role.name} could not sign in: {answer.status_code}"
        return client

    def crawl(self, role: Role) -> Crawl:
        """Everything that a role reaches by links."""
        with closing(self.client(role)) as client:
            return Crawl(client).run(*STARTS, *role.forms_lead_to)

    def cookies(self, role: Role) -> list[Any]:
        """The cookies of a role, for a browser."""
        with closing(self.client(role)) as client:
            return [
                {"name": cookie.name, "value": cookie.value, "url": self.url}
                for cookie in client.cookies.jar
            ]
