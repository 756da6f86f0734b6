"""A task goes over with its money after an agreement, and comes back with what is left."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from budget_app.bodies import service as bodies
from budget_app.bodies.dockets import newest
from budget_app.budgets.models import Round
from budget_app.errors import FieldErrors, NotFound, NotNow
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea
from budget_app.people.models import RollEntry
from budget_app.projects import audit, money
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.tasks import agreeing, rules, service
from tests.support.jury_round import AREA, NOW, TODAY, JuryRound
from tests.support.together import together

UNTIL = TODAY + timedelta(days=365)


def maker_of(world: JuryRound, session: Session) -> ideas.Maker:
    if session.get(RollEntry, (world.round_id, world.maker)) is None:
        session.add(RollEntry(round_id=world.round_id, account_id=world.maker, area_code=AREA))
        session.flush()
    return ideas.Maker(world.maker, "Mo Maker")


def challenged(world: JuryRound, session: Session, task: int = 1, cents: int = 40_000) -> Idea:
    """A plan for a task, handed in."""
    maker = maker_of(world, session)
    idea = service.challenge(session, task, maker, NOW)
    content = {"title": f"Wij {task}", "body": "Met tien buren.", "cost_cents": cents}
    ideas.revise(session, idea, content, maker, NOW)
    return ideas.submit(session, session.get_one(Round, world.round_id), idea, maker, NOW)


def taken_over(world: JuryRound, session: Session) -> Project:
    """The answer was yes."""
    idea = challenged(world, session)
    docket = newest(session, idea.id or 0)
    world.judge(session, docket, 4, 4)
    bodies.settle(session, docket, "pass", "Doen.", NOW, TODAY)
    return session.exec(select(Project).where(Project.idea_id == idea.id)).one()


def handed_over(world: JuryRound, session: Session, cents: int = 30_000) -> Project:
    project = taken_over(world, session)
    agreeing.propose(session, project, "Maaien.", "Veilig.", cents, UNTIL, NOW)
    agreeing.agree(session, project, NOW)
    agreeing.hand_over(session, project, NOW)
    return project


def test_the_tasks_together_fit_the_money(world: JuryRound) -> None:
    with world.db.write() as session:
        round = session.get_one(Round, world.round_id)
        with pytest.raises(FieldErrors) as refused:
            service.list_task(session, round, "Meer", "Meer.", "Goed.", 1, NOW)
        assert set(refused.value.errors) == {"budget"}


def test_a_plan_costs_no_more_than_its_task_has(world: JuryRound) -> None:
    with world.db.write() as session:
        with pytest.raises(service.TooDearForTask) as refused:
            challenged(world, session, cents=40_001)
        assert "€ 400" in str(refused.value.text)


def test_a_plan_without_a_task_is_refused(world: JuryRound) -> None:
    with world.db.write() as session, pytest.raises(service.NoTaskChosen):
        world.idea(session)


def test_clicking_twice_begins_one_plan(world: JuryRound) -> None:
    with world.db.write() as session:
        maker_of(world, session)

    def click() -> int | None:
        with world.db.write() as session:
            return service.challenge(session, 1, maker_of(world, session), NOW).id

    assert len(set(together([click] * 4))) == 1


def test_who_was_chosen_has_the_task(world: JuryRound) -> None:
    with world.db.write() as session:
        second = challenged(world, session)
        project = taken_over(world, session)
        with pytest.raises(service.TaskTaken):
            service.challenge(session, 1, maker_of(world, session), NOW)
        docket = newest(session, second.id or 0)
        world.judge(session, docket, 5, 5)
        with pytest.raises(service.TaskTaken):
            bodies.settle(session, docket, "pass", "Ook goed.", NOW, TODAY)
        assert project.budget_cents == 40_000
        assert service.challenge(session, 2, maker_of(world, session), NOW).state == "concept"


def test_paid_only_after_handing_over_and_no_cent_more(world: JuryRound) -> None:
    with world.db.write() as session:
        project = taken_over(world, session)
        with pytest.raises(agreeing.NotHandedOver):
            projects.pay(session, project, "a", "Jan", "maaien", 1, NOW)
        with pytest.raises(NotNow):
            agreeing.agree(session, project, NOW)
        with pytest.raises(FieldErrors) as refused:
            agreeing.propose(session, project, "Maaien.", "Goed.", 40_001, TODAY, NOW)
        assert set(refused.value.errors) == {"money", "until"}
        agreeing.propose(session, project, "Maaien.", "Veilig.", 30_000, UNTIL, NOW)
        with pytest.raises(NotNow):
            agreeing.hand_over(session, project, NOW)
        agreeing.agree(session, project, NOW)
        with pytest.raises(agreeing.AgreedAlready):
            agreeing.propose(session, project, "Meer.", "Meer.", 40_000, UNTIL, NOW)
        with pytest.raises(agreeing.NotHandedOver):
            projects.pay(session, project, "a", "Jan", "maaien", 1, NOW)
        agreeing.hand_over(session, project, NOW)
        projects.pay(session, project, "b", "Jan", "maaien", 29_999, NOW)
        with pytest.raises(agreeing.MoreThanAgreed):
            projects.pay(session, project, "c", "Jan", "maaien", 2, NOW)
        projects.pay(session, project, "d", "Jan", "maaien", 1, NOW)


@pytest.mark.parametrize("side", ["makers", "gemeente"])
def test_given_back_by_either_side_the_money_returns_exactly(world: JuryRound, side: str) -> None:
    with world.db.write() as session:
        project = handed_over(world, session)
        projects.pay(session, project, "a", "Jan", "maaien", 12_345, NOW)
        with pytest.raises(FieldErrors):
            agreeing.return_task(session, project, side, " ", NOW)
        left = agreeing.return_task(session, project, side, "Het ging niet.", NOW)
        assert left == 40_000 - 12_345
        pot = money.pot_of(session, session.get_one(Round, world.round_id))
        assert pot.balance == 100_000 - 12_345
        assert audit.breaches(session) == []
        with pytest.raises(projects.ProjectEnded):
            agreeing.return_task(session, project, side, "Nog eens.", NOW)
        again = service.challenge(session, 1, maker_of(world, session), NOW)
        assert again.id != project.idea_id


def test_both_sides_at_once_give_it_back_once(world: JuryRound) -> None:
    with world.db.write() as session:
        project_id = handed_over(world, session).id

    def give(side: str) -> int:
        with world.db.write() as session:
            project = session.get_one(Project, project_id)
            return agreeing.return_task(session, project, side, "Genoeg.", NOW)

    answers = together([lambda: give("makers"), lambda: give("gemeente")])
    assert answers.count(40_000) == 1
    with world.db.read() as session:
        assert audit.breaches(session) == []


def test_a_project_that_is_no_task_has_no_agreement(world: JuryRound) -> None:
    with world.db.write() as session, pytest.raises(NotFound):
        service.task_of(session, 999)


@pytest.mark.parametrize(
    ("agreed", "handed", "back", "stage"),
    [
        (False, False, False, "proposed"),
        (True, False, False, "agreed"),
        (True, True, False, "running"),
        (True, True, True, "given_back"),
        (True, False, True, "given_back"),
    ],
)
def test_where_an_agreement_is(agreed: bool, handed: bool, back: bool, stage: str) -> None:
    day = TODAY
    found = rules.stage(agreed, day if handed else None, day if back else None, UNTIL, TODAY)
    assert found == stage
    after = rules.stage(agreed, day if handed else None, None, TODAY - timedelta(days=1), TODAY)
    assert (after == "over") is handed
