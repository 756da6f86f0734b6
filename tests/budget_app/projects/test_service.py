"""From award to accounted for: money, promises, news and the end; and what is refused."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from budget_app.errors import FieldErrors, NotFound
from budget_app.history.models import Entry
from budget_app.ideas.models import Idea
from budget_app.ledger import service as ledger
from budget_app.projects import audit, rules
from budget_app.projects import service as projects
from budget_app.projects.models import Payment, Project
from tests.support.jury_round import NOW, TODAY, JuryRound
from tests.support.together import together

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def pay(session: Session, project: Project, cents: int, key: str = "k") -> Payment:
    return projects.pay(session, project, key, "IJzerhandel Verzonnen", "schroeven", cents, NOW)


def left(session: Session, project: Project) -> int:
    return projects.award_account(session, project).balance


def test_a_bill_is_paid_from_the_award(world: JuryRound) -> None:
    with world.db.write() as session:
        project = world.project(session, cost_cents=8_000)
        assert left(session, project) == 8_000
        pay(session, project, 3_000)
        assert left(session, project) == 5_000
        with pytest.raises(ledger.NotEnoughMoney) as refused:
            pay(session, project, 5_001, "k2")
        assert "€ 50" in str(refused.value.text)
        assert audit.breaches(session) == []


def test_the_same_form_twice_pays_once(world: JuryRound) -> None:
    with world.db.write() as session:
        project = world.project(session)
        project_id = project.id

    def click() -> int | None:
        with world.db.write() as session:
            return pay(session, session.get_one(Project, project_id), 3_000).id

    answers = together([click] * 5)
    assert len(set(answers)) == 1
    with world.db.write() as session:
        project = session.get_one(Project, project_id)
        assert left(session, project) == 5_000
        assert len(session.exec(select(Payment)).all()) == 1
        assert len(session.exec(select(Entry).where(Entry.deed == "paid")).all()) == 1
        with pytest.raises(ledger.OtherBooking):
            pay(session, project, 4_000)


@pytest.mark.parametrize(
    ("payee", "what", "cents", "wrong"),
    [(" ", "hout", 100, "payee"), ("Jan", "", 100, "what"), ("Jan", "hout", 0, "amount"),
     ("x" * 201, "hout", 100, "payee")],
)  # fmt: skip
def test_a_bill_names_who_what_and_how_much(
    world: JuryRound, payee: str, what: str, cents: int, wrong: str
) -> None:
    with world.db.write() as session:
        with pytest.raises(FieldErrors) as refused:
            projects.pay(session, world.project(session), "k", payee, what, cents, NOW)
        assert set(refused.value.errors) == {wrong}


def test_a_wrong_payment_is_taken_back_and_stays_visible(world: JuryRound) -> None:
    with world.db.write() as session:
        project = world.project(session)
        payment = pay(session, project, 3_000)
        with pytest.raises(FieldErrors):
            projects.correct(session, payment, " ", NOW)
        projects.correct(session, payment, "dubbele rekening", NOW)
        assert left(session, project) == 8_000
        assert session.exec(select(Payment)).all() == [payment]
        with pytest.raises(ledger.AlreadyReversed):
            projects.correct(session, payment, "nog eens", NOW)
        assert audit.breaches(session) == []


def test_what_is_left_goes_back_when_the_books_close(world: JuryRound) -> None:
    with world.db.write() as session:
        project = world.project(session, cost_cents=8_000)
        pay(session, project, 3_000)
        with pytest.raises(projects.NotDoneYet):
            projects.account_for(session, project, "Vroeg beginnen.", NOW)
        projects.finish(session, project, NOW)
        assert session.get_one(Idea, project.idea_id).state == "klaar"
        pay(session, project, 1_000, "late bill")
        with pytest.raises(FieldErrors):
            projects.account_for(session, project, " ", NOW)
        assert projects.account_for(session, project, "Vroeg beginnen.", NOW, "hout: 40") == 4_000
        assert (project.state, project.receipts) == ("verantwoord", "hout: 40")
        with pytest.raises(projects.ProjectEnded):
            pay(session, project, 1, "k3")
        with pytest.raises(projects.ProjectEnded):
            projects.account_for(session, project, "Nog eens.", NOW)
        with pytest.raises(projects.ProjectEnded):
            projects.finish(session, project, NOW)
        assert audit.breaches(session) == []


def test_a_failure_is_said_with_why_and_gives_its_money_back(world: JuryRound) -> None:
    with world.db.write() as session:
        project = world.project(session, cost_cents=8_000)
        pay(session, project, 3_000)
        with pytest.raises(FieldErrors):
            projects.fail(session, project, "", NOW)
        projects.fail(session, project, "De vergunning kwam niet.", NOW)
        assert session.get_one(Idea, project.idea_id).state == "mislukt"
        assert left(session, project) == 0
        assert projects.may(session, project, "resident") == frozenset()
        with pytest.raises(projects.ProjectEnded):
            projects.promise(session, project, "Mo", "Toch nog", TOMORROW, NOW)
        assert audit.breaches(session) == []
    with world.db.read() as session:
        entry = session.exec(select(Entry).where(Entry.deed == "project_failed")).one()
        assert entry.details == {"returned": 5_000}


def test_each_side_answers_for_its_own_promises(world: JuryRound) -> None:
    with world.db.write() as session:
        project = world.project(session)
        theirs = projects.promise(
            session, project, "Gemeente", "Vergunning geven", TOMORROW, NOW, "gemeente"
        )
        id = theirs.id or 0
        with pytest.raises(projects.NotYourPromise):
            projects.promise_of(session, project, id, "makers")
        assert projects.promise_of(session, project, id, "gemeente") is theirs
        other = world.project(session)
        with pytest.raises(NotFound):
            projects.promise_of(session, other, id, "gemeente")


def test_a_promise_is_for_a_day_that_comes(world: JuryRound) -> None:
    with world.db.write() as session:
        project = world.project(session)
        with pytest.raises(FieldErrors) as refused:
            projects.promise(session, project, "Mo", "Snoeien", YESTERDAY, NOW)
        assert set(refused.value.errors) == {"due_on"}


@pytest.mark.parametrize(
    ("said", "days", "state"),
    [("kept", 0, "kept"), ("kept", 1, "kept"), ("kept", 2, "late"), ("late", 0, "late"),
     ("broken", 0, "broken"), ("broken", 2, "broken")],
)  # fmt: skip
def test_a_promise_ends_kept_late_or_broken(
    world: JuryRound, said: str, days: int, state: str
) -> None:
    with world.db.write() as session:
        row = projects.promise(session, world.project(session), "Mo", "Snoeien", TOMORROW, NOW)
        then = NOW + timedelta(days=days)
        if state != "kept":
            with pytest.raises(FieldErrors) as refused:
                projects.settle_promise(session, row, said, " ", then)
            assert set(refused.value.errors) == {"why"}
        projects.settle_promise(session, row, said, "Het regende.", then)
        assert (row.state, row.settled_on) == (state, TODAY + timedelta(days=days))
        with pytest.raises(projects.PromiseSettled):
            projects.settle_promise(session, row, "kept", "", then)


def test_a_missed_day_shows_by_itself() -> None:
    assert rules.shown_state("open", TODAY, TODAY) == "open"
    assert rules.shown_state("open", YESTERDAY, TODAY) == "late"
    assert rules.shown_state("kept", YESTERDAY, TODAY) == "kept"


def test_milestones_are_reached_once_and_only_on_their_project(world: JuryRound) -> None:
    with world.db.write() as session:
        project, other = world.project(session), world.project(session)
        row = projects.milestone(session, project, "Hout kopen", TOMORROW, NOW)
        projects.reach(session, project, row.id or 0, NOW)
        projects.reach(session, project, row.id or 0, NOW + timedelta(days=3))
        assert row.done_on == TODAY
        with pytest.raises(NotFound):
            projects.reach(session, other, row.id or 0, NOW)


def test_the_table_says_who_may_do_what(world: JuryRound) -> None:
    with world.db.write() as session:
        project = world.project(session)
        assert "pay" not in projects.may(session, project, "resident")
        assert "fail" not in projects.may(session, project, "resident")
        assert {"tell", "finish"} <= projects.may(session, project, "resident")
        assert {"pay", "fail", "promise"} <= projects.may(session, project, "municipality")
        assert projects.may(session, project, "jury") == {"accept"}
        projects.finish(session, project, NOW)
        assert "account" in projects.may(session, project, "resident")
        assert "fail" not in projects.may(session, project, "municipality")


def test_a_project_is_its_makers(world: JuryRound) -> None:
    with world.db.write() as session:
        id = world.project(session).id or 0
        assert projects.of_maker(session, id, world.maker).id == id
        with pytest.raises(projects.NotYourProject):
            projects.of_maker(session, id, world.members[0])
        with pytest.raises(NotFound):
            projects.of_maker(session, 999, world.maker)
