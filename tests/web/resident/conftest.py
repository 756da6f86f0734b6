"""A wijk on both databases."""

import pytest

from budget_app.db import Database
from tests.support.site import Site
from tests.support.wijk import Wijk


@pytest.fixture
def wijk(database: Database) -> Wijk:
    """A wijk with one round."""
    return Wijk.found(Site(database))
