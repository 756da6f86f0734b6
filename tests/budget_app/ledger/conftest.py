"""A round to keep books for, on both databases."""

import pytest

from budget_app.db import Database
from tests.support import jury_round
from tests.support.jury_round import JuryRound


@pytest.fixture
def world(database: Database) -> JuryRound:
    """A round with € 1.000 in its pot."""
    return jury_round.make(database)
