"""What was lent comes back once, never more than is owed, or is let go with why."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from budget_app.db import Database
from budget_app.errors import FieldErrors, NotFound
from budget_app.ledger.models import Transfer
from budget_app.projects import audit, loans
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from tests.support import jury_round
from tests.support.jury_round import NOW, TODAY, JuryRound
from tests.support.together import together


@pytest.fixture
def world(database: Database) -> JuryRound:
    """A round that lends to starters."""
    lends = {"category": "start", "days": 100}
    return jury_round.make(database, categories=["start", "straat"], loans=lends)


def lent(world: JuryRound, session: Session, paid: int = 5_000, category: str = "start") -> Project:
    """A project of which this much was paid."""
    docket = world.docket(session, cost_cents=8_000, category=category)
    world.judge(session, docket, 4, 4)
    jury_round.bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)
    project = session.exec(select(Project).where(Project.idea_id == docket.idea_id)).one()
    projects.pay(session, project, f"bill:{project.id}", "Jan", "hout", paid, NOW)
    return project


def stands(session: Session, project: Project, days: int = 0) -> loans.Lent | None:
    return loans.of_project(session, project.id or 0, TODAY + timedelta(days=days))


def test_parts_come_back_and_the_books_agree(world: JuryRound) -> None:
    with world.db.write() as session:
        project = lent(world, session)
        projects.finish(session, project, NOW)
        projects.account_for(session, project, "Begin klein.", NOW)
        loans.repay(session, project, "a", 2_000, NOW)
        found = stands(session, project)
        assert found is not None
        assert (found.lent, found.repaid, found.owed, found.late) == (5_000, 2_000, 3_000, False)
        assert audit.breaches(session) == []
        with pytest.raises(FieldErrors):
            loans.repay(session, project, "b", 3_001, NOW)
        loans.repay(session, project, "b", 3_000, NOW)
        with pytest.raises(loans.NothingOwed):
            loans.repay(session, project, "c", 1, NOW)
        assert audit.breaches(session) == []


def test_what_is_late_shows_and_can_be_let_go_with_why(world: JuryRound) -> None:
    with world.db.write() as session:
        project = lent(world, session)
        assert [getattr(stands(session, project, days), "late", None) for days in (100, 101)] == [
            False,
            True,
        ]
        with pytest.raises(FieldErrors):
            loans.forgive(session, project, "", NOW)
        assert loans.forgive(session, project, "Ziek geworden.", NOW) == 5_000
        found = stands(session, project, 101)
        assert found is not None
        assert (found.owed, found.late, found.forgiven_why) == (0, False, "Ziek geworden.")
        with pytest.raises(loans.NothingOwed):
            loans.forgive(session, project, "Nog eens.", NOW)
        assert audit.breaches(session) == []


def test_a_gift_is_not_asked_back(world: JuryRound) -> None:
    with world.db.write() as session:
        project = lent(world, session, category="straat")
        assert stands(session, project) is None
        with pytest.raises(NotFound):
            loans.repay(session, project, "a", 1, NOW)


def test_clicks_at_once_repay_once_and_never_too_much(world: JuryRound) -> None:
    with world.db.write() as session:
        project_id = lent(world, session).id

    def click(key: str) -> int | None:
        with world.db.write() as session:
            return loans.repay(session, session.get_one(Project, project_id), key, 3_000, NOW).id

    together([lambda: click("a"), lambda: click("a"), lambda: click("b"), lambda: click("b")])
    with world.db.read() as session:
        back = session.exec(select(Transfer.amount).where(Transfer.what == loans.REPAID)).all()
        assert back == [3_000]
        assert audit.breaches(session) == []


def test_the_audit_notices_money_that_came_back_by_another_way(world: JuryRound) -> None:
    with world.db.write() as session:
        project = lent(world, session)
        loans.repay(session, project, "a", 2_000, NOW)
        account = loans.paid_account(session, project)
        account.balance += 1
        session.add(account)
        session.flush()
        assert any("is not what its bills say" in breach for breach in audit.breaches(session))
