"""However many tasks, requests and offers there are, their pages ask as many statements."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.ideas import service as ideas
from budget_app.people.models import Account, RollEntry
from budget_app.prodeo import service as prodeo
from budget_app.projects.models import Project
from budget_app.tasks import service as tasks
from tests.support import jury_round
from tests.support.jury_round import AREA, NOW, JuryRound
from tests.support.site import Site
from tests.support.statements import asked


def grows(
    world: JuryRound, path: Callable[[str], str], more: Callable[[Session, int], None]
) -> None:
    """Look, add a lot, and look again."""
    visitor = Site(world.db).visitor()
    with world.db.write() as session:
        slug = session.get_one(Round, world.round_id).slug
        more(session, 0)
    first = len(asked(world.db, visitor, [path(slug)])[path(slug)])
    with world.db.write() as session:
        for number in range(1, 12):
            more(session, number)
    assert len(asked(world.db, visitor, [path(slug)])[path(slug)]) == first


@pytest.mark.parametrize("address", ["/ronde/{}/hulp", "/project/1"])
def test_help(sqlite_database: Database, address: str) -> None:
    world = jury_round.make(sqlite_database)
    with world.db.write() as session:
        project_id = world.project(session).id
        company_id = world.account(session).id

    def more(session: Session, number: int) -> None:
        project = session.get_one(Project, project_id)
        company = session.get_one(Account, company_id)
        request = prodeo.ask(session, project, f"{number}", "goods", "Tegels", NOW)
        offer = prodeo.offer(session, request, company, "k", "Bedrijf", "Ja.", NOW)
        prodeo.answer(session, project, offer.id or 0, "accepted", "", NOW)

    grows(world, address.format, more)


def test_tasks(sqlite_database: Database) -> None:
    world = jury_round.make(sqlite_database, tasks=True)

    def more(session: Session, number: int) -> None:
        if number == 0:
            session.add(RollEntry(round_id=world.round_id, account_id=world.maker, area_code=AREA))
            session.flush()
        round = session.get_one(Round, world.round_id)
        task = tasks.list_task(session, round, f"Taak {number}", "Maaien.", "Goed.", 100, NOW)
        maker = ideas.Maker(world.maker, "Mo Maker")
        ideas.submit(session, round, tasks.challenge(session, task.id or 0, maker, NOW), maker, NOW)

    grows(world, "/ronde/{}/taken".format, more)
