"""A history of a few deeds, on both databases."""

import pytest

from budget_app.db import Database
from budget_app.history import service as history
from tests.support.jury_round import NOW


@pytest.fixture
def chain(database: Database) -> Database:
    """Five entries, appended in two transactions."""
    for deeds in (("a", "b"), ("c", "d", "e")):
        with database.write() as session:
            for deed in deeds:
                history.append(session, NOW, "gemeente", deed, "round:1", cents=5, name="Lomba é")
    return database
