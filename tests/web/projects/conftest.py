"""A round with a jury."""

import pytest

from budget_app.db import Database
from tests.support import jury_round
from tests.support.jury_round import JuryRound
from tests.support.site import Site, Visitor


@pytest.fixture
def world(sqlite_database: Database) -> JuryRound:
    """A round with three members and one maker."""
    return jury_round.make(sqlite_database)


@pytest.fixture
def site(world: JuryRound) -> Site:
    """The site on that round."""
    return Site(world.db)


@pytest.fixture
def project_id(world: JuryRound) -> int:
    """A project of € 80 under way."""
    with world.db.write() as session:
        return world.project(session, cost_cents=8_000).id or 0


@pytest.fixture
def mo(world: JuryRound, site: Site) -> Visitor:
    """The maker of the project."""
    return site.sign_in(world.code(world.maker))


@pytest.fixture
def official(world: JuryRound, site: Site) -> Visitor:
    """Someone of the municipality."""
    with world.db.write() as session:
        account_id = world.official(session)
    return site.sign_in(world.code(account_id))
