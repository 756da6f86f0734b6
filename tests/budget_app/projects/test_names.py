"""The names on a project follow the people who bear them, until nothing of a name is left."""

from budget_app.ideas import authors
from budget_app.ideas.models import Idea
from budget_app.people import erasure
from budget_app.people.models import Account
from budget_app.projects import names
from budget_app.projects import service as projects
from budget_app.projects.models import Project, Promise, Update
from tests.support.jury_round import NOW, TODAY, JuryRound


def shared(world: JuryRound) -> tuple[int, int, int]:
    """A project of two makers who promised and told something; its id and the rows'."""
    with world.db.write() as session:
        project = world.project(session)
        idea = session.get_one(Idea, project.idea_id)
        authors.add(session, idea, world.members[0], "Ada")
        project.executor_name = "Mo Maker, Ada"
        promised = projects.promise(session, project, "Mo Maker, Ada", "Verven", TODAY, NOW)
        told = projects.tell(session, project, "Het hout is er.", "Mo Maker", None, NOW)
        return project.id or 0, promised.id or 0, told.id or 0


def shown(world: JuryRound, ids: tuple[int, int, int]) -> list[str]:
    with world.db.read() as session:
        return [
            session.get_one(Project, ids[0]).executor_name,
            session.get_one(Promise, ids[1]).who,
            session.get_one(Update, ids[2]).by_name,
        ]


def test_who_is_erased_is_named_nowhere_beside_the_others(world: JuryRound) -> None:
    ids = shared(world)
    with world.db.write() as session:
        erasure.erase(session, session.get_one(Account, world.maker), NOW)
    assert shown(world, ids) == ["een bewoner, Ada", "een bewoner, Ada", "een bewoner"]


def test_another_name_shows_so_that_erasing_finds_it(world: JuryRound) -> None:
    ids = shared(world)
    with world.db.write() as session:
        names.rename(session, world.maker, "Mo Maker", "Mo, van de hoek")
    assert shown(world, ids) == ["Mo, van de hoek, Ada", "Mo, van de hoek, Ada", "Mo, van de hoek"]
    with world.db.write() as session:
        account = session.get_one(Account, world.maker)
        account.name = "Mo, van de hoek"
        erasure.erase(session, account, NOW)
    assert shown(world, ids) == ["een bewoner, Ada", "een bewoner, Ada", "een bewoner"]


def test_a_promise_of_the_municipality_keeps_its_name(world: JuryRound) -> None:
    with world.db.write() as session:
        project = world.project(session)
        kept = projects.promise(session, project, "Mo Maker", "Grond", TODAY, NOW, "gemeente").id
        names.rename(session, world.maker, "Mo Maker", "Iemand")
    with world.db.read() as session:
        assert session.get_one(Promise, kept).who == "Mo Maker"
