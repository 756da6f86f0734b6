"""The audit is quiet when all is well and names what is not."""

from typing import Any

import pytest
from sqlmodel import Session
from typer.testing import CliRunner

from budget_app import cli
from budget_app.ballots.models import Result
from budget_app.bodies import service as bodies
from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.ideas import moves
from budget_app.ideas.models import Idea
from budget_app.ledger import service as ledger
from budget_app.projects import audit
from budget_app.projects import service as projects
from budget_app.projects.models import Payment, Project
from tests.support import jury_round
from tests.support.jury_round import NOW, JuryRound

VOTE = {
    "key": "stemmen",
    "kind": "vote",
    "name": "Stemmen",
    "ballot": {"type": "approval"},
    "count": {"method": "greedy"},
}


@pytest.fixture
def world(sqlite_database: Database) -> JuryRound:
    return jury_round.make(sqlite_database)


def paid(session: Session, world: JuryRound) -> tuple[Project, Payment]:
    project = world.project(session)
    return project, projects.pay(session, project, "k", "Jan", "hout", 1_000, NOW)


def test_a_round_as_it_should_be_has_no_breaches(world: JuryRound) -> None:
    with world.db.write() as session:
        paid(session, world)
        assert audit.breaches(session) == []


def test_an_award_that_is_not_the_budget(world: JuryRound) -> None:
    with world.db.write() as session:
        project, _payment = paid(session, world)
        project.budget_cents += 1
        session.flush()
        assert audit.breaches(session) == [f"project {project.id}: awarded 8000, budget 8001"]


def test_an_award_without_a_project(world: JuryRound) -> None:
    with world.db.write() as session:
        project, _payment = paid(session, world)
        pot = ledger.account(session, world.round_id, "pot", "", "")
        other = ledger.account(session, world.round_id, "award", "999", "")
        ledger.transfer(session, "x", pot, other, 5, "zomaar", NOW)
        (found,) = audit.breaches(session)
        assert "which has no project" in found
        assert project.id


def test_money_that_left_without_a_bill_and_a_bill_without_money(world: JuryRound) -> None:
    with world.db.write() as session:
        project, payment = paid(session, world)
        session.delete(payment)
        session.flush()
        (found,) = audit.breaches(session)
        assert "is not what its bills say" in found
        assert project.id


def test_a_closed_project_that_still_holds_money(world: JuryRound) -> None:
    with world.db.write() as session:
        project, _payment = paid(session, world)
        project.state = "verantwoord"
        session.flush()
        (found,) = audit.breaches(session)
        assert "still holds 7000" in found


def test_funders_who_paid_too_little(world: JuryRound) -> None:
    with world.db.write() as session:
        session.get_one(Round, world.round_id).amount_cents += 1
        session.flush()
        assert audit.breaches(session) == [
            f"round {world.round_id}: funders paid in 100000 of 100001"
        ]


@pytest.mark.parametrize(("won", "wrong"), [(True, None), (False, "did not win")])
def test_projects_are_the_winners(sqlite_database: Database, won: bool, wrong: str | None) -> None:
    steps: list[dict[str, Any]] = list(jury_round.config().model_dump(mode="json")["steps"])
    world = jury_round.make(sqlite_database, steps=[*steps[:2], VOTE, *steps[2:]])
    with sqlite_database.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4, 4)
        bodies.settle(session, docket, "pass", "Goed.", NOW, jury_round.TODAY)
        idea = session.get_one(Idea, docket.idea_id)
        moves.advance(session, session.get_one(Round, world.round_id), idea, NOW)
        session.add(
            Result(
                round_id=world.round_id,
                step_key="stemmen",
                method="greedy",
                parameters={},
                comparisons={},
                turnout={},
                election_pb="",
                outcome={"winner_ideas": [idea.id] if won else []},
                input_sha256="",
                outcome_sha256="",
                counted_at=NOW,
            )
        )
        session.flush()
        found = audit.breaches(session)
        assert found == [] if wrong is None else wrong in found[0]


def test_the_command_says_so_and_fails(world: JuryRound) -> None:
    url = world.db.url
    assert CliRunner().invoke(cli.app, ["breaches", "--database-url", url]).exit_code == 0
    assert CliRunner().invoke(cli.app, ["verify", "--database-url", url]).exit_code == 0
    with world.db.write() as session:
        project, _payment = paid(session, world)
        project.budget_cents += 1
    answer = CliRunner().invoke(cli.app, ["breaches", "--database-url", url])
    assert answer.exit_code == 1
    assert "budget 8001" in answer.output
    assert CliRunner().invoke(cli.app, ["verify", "--database-url", url]).exit_code == 1
