"""A site with the small round of `tests.support.sample`."""

from dataclasses import dataclass

import pytest

from budget_app.db import Database
from tests.support import sample
from tests.support.sample import Sample
from tests.support.site import Site


@dataclass
class Place:
    """The site and what is on it."""

    site: Site
    made: Sample

    @property
    def url(self) -> str:
        """Where the round is."""
        return f"/ronde/{self.made.slug}"


@pytest.fixture
def place(database: Database) -> Place:
    site = Site(database)
    with database.write() as session:
        made = sample.make(session, site.clock.now(), 3)
    return Place(site, made)


@pytest.fixture
def small(sqlite_database: Database) -> Place:
    """The same on SQLite alone, for pages where the kind of database cannot matter."""
    site = Site(sqlite_database)
    with sqlite_database.write() as session:
        made = sample.make(session, site.clock.now(), 3)
    return Place(site, made)
