"""The demo with hostile words in every free text: no page of any role lets them be more than words,
nor does any part of a page that htmx asks for."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from budget_app.db import Database
from tests.support import pages, poison
from tests.support.demo import ROLES, STARTS, DemoSite, Role

LOOKS = [role for role in ROLES if role.name != "arabic"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    folder = Path(tmp_path_factory.mktemp("poisoned"))
    with DemoSite.running(folder) as running:
        database = Database(f"sqlite:///{folder / 'demo.db'}")
        assert poison.poison(database) > 60
        database.dispose()
        yield running


BAD = (
    "<p><xss7></p>",
    "<a href='javascript:xss7'>",
    "<i xss7=1>",
    "<b onclick=x>",
    "<script>xss7()</script>",
    "<p>1337</p>",
)


@pytest.mark.parametrize("bad", BAD)
def test_the_search_finds_what_it_should(bad: str) -> None:
    assert len(poison.leaks(f"<html>{bad}</html>")[0]) == 1
    assert poison.leaks("<p title='xss7'>&lt;xss7&gt; javascript:xss7</p>") == ([], 2)


@pytest.mark.parametrize("role", LOOKS, ids=[role.name for role in LOOKS])
def test_hostile_words_stay_words(
    site: DemoSite, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "FOLLOWED_PER_ROUTE", 3)
    monkeypatch.setattr(pages, "FOLLOWED_WITH_QUERY", 1)
    seen, found, broken = 0, [], []

    def look(answer: httpx2.Response) -> None:
        nonlocal seen
        answer.read()
        if answer.status_code >= 500:
            broken.append(str(answer.url))
        if answer.headers.get("content-type", "").startswith(("text/html", "image/svg")):
            faults, times = poison.leaks(answer.text)
            found.extend(f"{answer.url}: {fault}" for fault in faults)
            seen += times

    with closing(site.client(role)) as client:
        client.event_hooks["response"].append(look)
        crawl = pages.Crawl(client).run(*STARTS, *role.forms_lead_to)
        for _route, address in crawl.samples(1):
            client.get(address, headers={"hx-request": "true"})
    assert found == []
    assert broken == []
    assert seen > 100
    assert len(crawl.found) > 10
