"""Every story runs on both databases."""

import pytest

from budget_app.db import Database
from tests.stories.town import Town, build


@pytest.fixture
def town(database: Database, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A town with one official; everything else happens in the story."""
    return build(database, monkeypatch)
