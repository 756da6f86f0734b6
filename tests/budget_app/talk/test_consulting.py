"""Answers of residents: one each, counted only where enough people answered."""

import pytest
from sqlmodel import Session

from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.db import Database
from budget_app.errors import NotNow
from budget_app.ideas.models import Idea
from budget_app.people import service as people
from budget_app.people.models import Account
from budget_app.route import service as route
from budget_app.talk import consulting, forgetting
from budget_app.talk.models import Opinion
from tests.support.jury_round import AREA, NOW, TODAY, JuryRound, make

STEPS = [
    {"key": "indienen", "kind": "gather", "name": "Indienen", "rolling": True},
    {"key": "oordeel", "kind": "consult", "name": "De buurt", "rolling": True, "days": 7},
    {"key": "besluit", "kind": "decide", "name": "Besluit", "rolling": True, "body": "jury"},
    {"key": "doen", "kind": "realise", "name": "Doen", "rolling": True},
    {"key": "verantwoorden", "kind": "account", "name": "Laten zien", "rolling": True},
]


@pytest.fixture
def world(database: Database) -> JuryRound:
    return make(database, steps=STEPS)


def answers(session: Session, world: JuryRound, idea: Idea, count: int) -> list[int]:
    """So many people from the list answer, each with a reason."""
    found = []
    for number in range(count):
        account = world.account(session, name=f"Bewoner {number}", created_on=TODAY)
        people.put_on_roll(session, world.round_id, account, AREA)
        consulting.give(session, idea, account.id or 0, "voor", f"reden {number}", NOW)
        found.append(account.id or 0)
    return found


def outcome(session: Session, world: JuryRound, idea: Idea) -> consulting.Outcome:
    config = config_of(session.get_one(Round, world.round_id))
    (found,) = consulting.on_page(session, config, idea, None, NOW).outcomes
    return found


@pytest.mark.parametrize(("count", "shown"), [(9, None), (10, 10)])
def test_there_are_no_figures_over_fewer_than_ten(
    world: JuryRound, count: int, shown: int | None
) -> None:
    with world.db.write() as session:
        idea = world.idea(session)
        answers(session, world, idea, count)
        route.close_step(session, session.get_one(Round, world.round_id), "oordeel", NOW, None)
        found = outcome(session, world, idea)
        assert found.answered == shown
        assert bool(found.counts) == (shown is not None)
        assert {answer for answer, _ in found.reasons} == ({"voor"} if shown else {""})
        assert len(found.reasons) == count


def test_an_answer_replaces_the_one_before(world: JuryRound) -> None:
    with world.db.write() as session:
        idea = world.idea(session)
        voters = answers(session, world, idea, 10)
        consulting.give(session, idea, voters[0], "tegen", "", NOW)
        route.close_step(session, session.get_one(Round, world.round_id), "oordeel", NOW, None)
        found = outcome(session, world, idea)
        assert found.counts == {"voor": 9, "tegen": 1, "weet_niet": 0}


def test_the_own_term_of_an_idea_ends_by_the_clock(world: JuryRound) -> None:
    with world.db.write() as session:
        idea = world.idea(session)
        (voter,) = answers(session, world, idea, 1)
        step = config_of(session.get_one(Round, world.round_id)).step("oordeel")
        until = consulting.closes_at(session, idea, step)
        assert until is not None
        assert consulting.close_due(session, NOW) == 0
        with pytest.raises(NotNow):
            consulting.give(session, idea, voter, "tegen", "", until)
        assert consulting.close_due(session, until) == 1
        assert idea.step_key == "besluit"
        assert consulting.close_due(session, until) == 0


def test_who_is_erased_leaves_an_answer_without_a_name(world: JuryRound) -> None:
    with world.db.write() as session:
        idea = world.idea(session)
        (voter,) = answers(session, world, idea, 1)
        forgetting.forget(session, session.get_one(Account, voter), NOW)
        session.expire_all()
        assert session.get_one(Opinion, 1).account_id is None
