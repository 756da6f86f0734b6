"""The whole site in this process, visited as people do: pages, forms and their tokens.

A `Visitor` is one browser: it keeps cookies, and sends with each form the token that the page
holding that form gave it. Nothing here knows tables; what a test sets up goes through services.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

import httpx2
from fastapi.testclient import TestClient

from budget_app.app import create_app
from budget_app.clock import FixedClock
from budget_app.db import Database
from budget_app.settings import Settings
from budget_app.web.visit import FORM_COOKIE, SESSION_COOKIE
from tests.support import album

SECRET = "a-key-for-tests-only"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Visitor:
    """One browser on the site."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self._tokens: dict[str, str] = {}

    def get(self, path: str, **query: str) -> httpx2.Response:
        """A page, redirects followed."""
        return noted(self.client.get(path, params=query or None))

    def see(self, path: str) -> str:
        """The text of a page that must be there."""
        response = self.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return response.text

    def token(self, page: str = "/") -> str:
        """The form token of a page (any page's token serves: it belongs to the device)."""
        if (known := self._tokens.get(self._device)) is not None:
            return known
        found = _TOKEN.search(self.get(page).text)
        assert found, f"{page} holds no form"
        return self._tokens.setdefault(self._device, found.group(1))

    @property
    def _device(self) -> str:
        """What the site binds its tokens to: the session, or the device without one."""
        cookies = {cookie.name: cookie.value or "" for cookie in self.client.cookies.jar}
        return cookies.get(SESSION_COOKIE) or cookies.get(FORM_COOKIE) or "no cookie yet"

    def post(
        self,
        path: str,
        data: Mapping[str, object] | None = None,
        files: object = None,
        page: str = "/inloggen",
        follow: bool = True,
    ) -> httpx2.Response:
        """Send a form as a browser does, with the token of `page`."""
        form = {"csrf_token": self.token(page), **(data or {})}
        return noted(
            self.client.post(
                path,
                data=form,
                files=files,  # type: ignore[arg-type]
                follow_redirects=follow,
                headers={"origin": "http://testserver", "sec-fetch-site": "same-origin"},
            )
        )

    def do(self, path: str, data: Mapping[str, object] | None = None, files: object = None) -> str:
        """Send a form that must be taken; returns the page that follows."""
        response = self.post(path, data, files)
        assert response.status_code == 200, f"{path}: {response.status_code}: {said(response)}"
        assert response.history, f"{path}: answered without sending on: {said(response)}"
        return response.text


class Site:
    """The application on a database, with a clock that the test moves."""

    def __init__(
        self, database: Database, clock: FixedClock | None = None, **settings: object
    ) -> None:
        self.db = database
        self.clock = clock or FixedClock(START)
        given: dict[str, object] = {
            "secret_key": SECRET,
            "quiet": True,
            "rate_limit": "100000/minute",
        }
        self.settings = Settings(database_url=database.url, **(given | settings))  # type: ignore[arg-type]
        self.app = create_app(self.settings, self.clock, database)

    def visitor(self) -> Visitor:
        """Someone who is not signed in."""
        return Visitor(TestClient(self.app))

    def sign_in(self, code: str) -> Visitor:
        """Someone who typed the code from their letter."""
        visitor = self.visitor()
        response = visitor.post("/inloggen", {"code": code})
        assert response.history, f"the code was not taken: {said(response)}"
        return visitor


def noted(response: httpx2.Response) -> httpx2.Response:
    """The same answer, kept where an album is open."""
    album.note(response)
    return response


def said(response: httpx2.Response) -> str:
    """What a page says to people, without markup: for messages of failed tests."""
    main = response.text.split("<main", 1)[-1].split("</main", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()[:400]
