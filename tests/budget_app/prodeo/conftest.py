"""A project that asks for help, on both databases."""

import pytest

from budget_app.db import Database
from tests.support import jury_round
from tests.support.jury_round import JuryRound


@pytest.fixture
def world(database: Database) -> JuryRound:
    """A round with a jury and € 1.000."""
    return jury_round.make(database)
