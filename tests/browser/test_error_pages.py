"""Every page that says that something did not go: accessible, and never wider than the screen."""

from collections.abc import Callable

import httpx2
import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser

from budget_app.db import Database
from tests.support.browser import NARROW, new_context, note_problems
from tests.support.look import faults_at_both_widths
from tests.support.page_of_album import show
from tests.support.site import Site, Visitor
from tests.support.wijk import GOOD_IDEA, Wijk

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LONG = {"body": "Een heel lang woord: " + "bankje" * 60 + ". En daarna gewone woorden."}
# Where a mistake of ours, and a database that is away, are brought about.
BREAKS = "budget_app.web.public.language.safe_path"


def lenient(visitor: Visitor) -> Visitor:
    """Who gets the page of a mistake where a test would get its exception."""
    visitor.client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
    return visitor


def broken_by(error: Exception, visitor: Visitor) -> httpx2.Response:
    def fail(*_given: object) -> None:
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BREAKS, fail)
        return lenient(visitor).get("/taal/en")


def too_hasty(database: Database) -> httpx2.Response:
    visitor = Site(database, rate_limit="1/minute").visitor()
    visitor.post("/inloggen", {"code": "x"})
    return visitor.post("/inloggen", {"code": "x"})


def too_many_tries(wijk: Wijk) -> httpx2.Response:
    visitor = wijk.site.visitor()
    return [visitor.post("/inloggen", {"code": "AAAA-BBBB-CCCC"}) for _ in range(12)][-1]


def expired(ria: Visitor, path: str) -> httpx2.Response:
    return ria.client.post(path, data={"csrf_token": "old", **GOOD_IDEA, **LONG})


def after_closing(wijk: Wijk, ria: Visitor, path: str) -> httpx2.Response:
    wijk.close("indienen")
    return ria.post(path, GOOD_IDEA | LONG)


def from_elsewhere(ria: Visitor, path: str) -> httpx2.Response:
    return ria.client.post(path, data=GOOD_IDEA, headers={"sec-fetch-site": "cross-site"})


@pytest.fixture
def error_pages(sqlite_database: Database) -> dict[str, httpx2.Response]:
    """Each page that says no, by its status and what was done."""
    wijk = Wijk.found(Site(sqlite_database, max_upload_bytes=1000))
    ria, path = wijk.resident("Ria"), f"/resident/ronde/{wijk.slug}/idee"
    ria.token()
    away = sa.exc.OperationalError("SELECT", {}, OSError())
    made: dict[str, Callable[[], httpx2.Response]] = {
        "400 unreadable": lambda: ria.client.post(
            "/uitloggen", content=b"x", headers={"content-type": "multipart/form-data"}
        ),
        "400 a form with mistakes": lambda: ria.post(path, GOOD_IDEA | {"cost": "veel"}),
        "401 signed out": lambda: wijk.site.visitor().post(path, GOOD_IDEA | LONG),
        "403 another role": lambda: ria.get("/municipality/"),
        "403 a form too old": lambda: expired(ria, path),
        "403 from elsewhere": lambda: from_elsewhere(ria, path),
        "404 no page": lambda: ria.get("/idee/99999"),
        "409 not now, with words": lambda: after_closing(wijk, ria, path),
        "413 too large": lambda: ria.post("/inloggen", {"code": "A" * 3_000_000}),
        "429 too many tries": lambda: too_many_tries(wijk),
        "429 too hasty": lambda: too_hasty(sqlite_database),
        "500 a mistake of ours": lambda: broken_by(RuntimeError(), ria),
        "503 the database is away": lambda: broken_by(away, ria),
    }
    return {name: make() for name, make in made.items()}


def test_pages_that_say_no_are_accessible_and_fit(
    error_pages: dict[str, httpx2.Response], browser: Browser
) -> None:
    given = {name: answer.status_code for name, answer in error_pages.items()}
    assert given == {name: int(name[:3]) for name in error_pages}
    context = new_context(browser, NARROW)
    page = context.new_page()
    faults: list[str] = []
    note_problems(page, faults)
    for name, answer in error_pages.items():
        show(page, "/", answer.text)
        assert page.get_by_role("heading", level=1).count() == 1, name
        faults += [f"{name} {fault}" for fault in faults_at_both_widths(page)]
    context.close()
    assert not faults, "\n".join(faults)
