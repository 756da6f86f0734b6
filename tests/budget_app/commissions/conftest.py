"""A round in which the jury also gives the orders."""

import pytest

from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.route import service as route
from tests.support import jury_round
from tests.support.jury_round import NOW, JuryRound

STEPS = [
    {"key": "indienen", "kind": "gather", "name": "Indienen", "rolling": True},
    {"key": "oordeel", "kind": "check", "name": "Oordeel", "body": "jury", "rolling": True},
    {"key": "opdracht", "kind": "commission", "name": "Opdracht", "body": "jury", "rolling": True},
    {"key": "doen", "kind": "realise", "name": "Doen", "rolling": True},
    {"key": "verantwoorden", "kind": "account", "name": "Laten zien", "rolling": True},
]


@pytest.fixture
def world(database: Database) -> JuryRound:
    """Three members, a quorum of two, and € 1.000."""
    made = jury_round.make(database, steps=STEPS)
    with database.write() as session:
        route.open_step(session, session.get_one(Round, made.round_id), "opdracht", NOW, None)
    return made
