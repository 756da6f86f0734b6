"""A round in which residents take over tasks, on both databases."""

import pytest

from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.tasks import service
from tests.support import jury_round
from tests.support.jury_round import NOW, JuryRound

TASKS = (("Speelplek", 40_000), ("Kleedkamers", 60_000))


@pytest.fixture
def world(database: Database) -> JuryRound:
    """€ 1.000, all of it set aside for two tasks; the jury gives the answer."""
    made = jury_round.make(database, tasks=True)
    with database.write() as session:
        round = session.get_one(Round, made.round_id)
        for name, cents in TASKS:
            service.list_task(session, round, name, "Maaien.", "Veilig.", cents, NOW)
    return made
