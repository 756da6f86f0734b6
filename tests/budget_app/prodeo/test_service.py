"""Help is asked, offered, taken, given and thanked for; what was not taken stays private."""

import pytest
from sqlmodel import Session, select

from budget_app.errors import FieldErrors, NotFound
from budget_app.people import erasure
from budget_app.people.models import Account
from budget_app.prodeo import reading, service
from budget_app.prodeo.models import HelpOffer, HelpRequest
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from tests.support.jury_round import NOW, JuryRound
from tests.support.together import together


def offered(world: JuryRound, session: Session) -> tuple[Project, HelpOffer]:
    project = world.project(session)
    request = service.ask(session, project, "a", "hours", "Vier uur een tuinman", NOW)
    company = world.account(session, name="Kees Hovenier")
    words = "Bel Kees Hovenier."
    return project, service.offer(session, request, company, "b", "Kees Hovenier bv", words, NOW)


def test_from_asking_to_thanks(world: JuryRound) -> None:
    with world.db.write() as session:
        project, offer = offered(world, session)
        (asked,) = reading.of_project(session, project.id or 0)
        assert (asked.is_open, asked.offers) == (True, [])
        (mine,) = reading.of_project(session, project.id or 0, all_offers=True)
        assert mine.offers == [offer]
        for state in ("accepted", "delivered"):
            service.answer(session, project, offer.id or 0, state, "", NOW)
        with pytest.raises(FieldErrors):
            service.answer(session, project, offer.id or 0, "thanked", " ", NOW)
        service.answer(session, project, offer.id or 0, "thanked", "Dank u!", NOW)
        (asked,) = reading.of_round(session, world.round_id)
        assert (asked.is_open, asked.offers[0].thanks) == (False, "Dank u!")


@pytest.mark.parametrize("state", ["delivered", "thanked", "offered", "weg"])
def test_nothing_is_skipped(world: JuryRound, state: str) -> None:
    with world.db.write() as session:
        project, offer = offered(world, session)
        with pytest.raises(service.AnsweredAlready):
            service.answer(session, project, offer.id or 0, state, "Dank!", NOW)


def test_what_was_declined_is_over_and_others_cannot_answer(world: JuryRound) -> None:
    with world.db.write() as session:
        project, offer = offered(world, session)
        other = world.project(session)
        with pytest.raises(NotFound):
            service.answer(session, other, offer.id or 0, "accepted", "", NOW)
        service.answer(session, project, offer.id or 0, "declined", "", NOW)
        with pytest.raises(service.AnsweredAlready):
            service.answer(session, project, offer.id or 0, "accepted", "", NOW)


def test_not_to_oneself_and_not_when_it_is_over(world: JuryRound) -> None:
    with world.db.write() as session:
        project, _ = offered(world, session)
        request = session.exec(select(HelpRequest)).one()
        maker = session.get_one(Account, world.maker)
        with pytest.raises(service.OwnProject):
            service.offer(session, request, maker, "c", "Eigen bedrijf", "Ik.", NOW)
        projects.fail(session, project, "Het ging niet.", NOW)
        with pytest.raises(projects.ProjectEnded):
            service.ask(session, project, "d", "goods", "Tegels", NOW)


def test_two_clicks_ask_once(world: JuryRound) -> None:
    with world.db.write() as session:
        project_id = world.project(session).id

    def click() -> int | None:
        with world.db.write() as session:
            project = session.get_one(Project, project_id)
            return service.ask(session, project, "k", "goods", "Tegels", NOW).id

    assert len(set(together([click] * 4))) == 1


def test_erasing_takes_the_words_and_the_name(world: JuryRound) -> None:
    with world.db.write() as session:
        _, offer = offered(world, session)
        erasure.erase(session, session.get_one(Account, offer.account_id), NOW)
        assert (offer.words, "Kees" in offer.company) == ("", False)
