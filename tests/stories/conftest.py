"""Every story runs on both databases."""

from collections.abc import Iterator

import pytest

from budget_app.db import Database
from tests.stories.town import Town, build
from tests.support import album
from tests.support.stories import on_sqlite


@pytest.fixture(autouse=True)
def leave_pages(request: pytest.FixtureRequest) -> Iterator[None]:
    """What people see is looked at by a browser later on; one database is enough for that."""
    if on_sqlite(request.node):
        with album.leaving(request.node.nodeid):
            yield
    else:
        yield


@pytest.fixture
def town(database: Database, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A town with one official; everything else happens in the story."""
    return build(database, monkeypatch)
