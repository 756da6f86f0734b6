"""A round with a jury, and its members at the site."""

import pytest

from budget_app.db import Database
from tests.support import jury_round
from tests.support.jury_round import JuryRound
from tests.support.site import Site


@pytest.fixture
def world(sqlite_database: Database) -> JuryRound:
    """A round with three members and one maker."""
    return jury_round.make(sqlite_database)


@pytest.fixture
def site(world: JuryRound) -> Site:
    """The site on that round."""
    return Site(world.db)
