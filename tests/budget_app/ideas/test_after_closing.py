"""Ideas may come in longer than a later step is open: none is left waiting in what is over."""

import pytest

from budget_app.bodies.dockets import newest
from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.ideas import moves
from budget_app.ideas.service import TooLateForRound
from budget_app.route import service as route
from tests.support import jury_round
from tests.support.jury_round import NOW, JuryRound
from tests.support.site import Site

STEPS = [
    {"key": "indienen", "kind": "gather", "name": "Indienen", "rolling": True},
    {"key": "praten", "kind": "talk", "name": "Praten"},
    {"key": "oordeel", "kind": "check", "name": "Oordeel", "body": "jury", "rolling": True},
    {"key": "stemmen", "kind": "vote", "name": "Stemmen",
     "ballot": {"type": "approval"}, "count": {"method": "greedy", "tie": "cheaper"}},
    {"key": "doen", "kind": "realise", "name": "Doen", "rolling": True},
    {"key": "verantwoorden", "kind": "account", "name": "Laten zien", "rolling": True},
]  # fmt: skip


@pytest.fixture
def world(database: Database) -> JuryRound:
    """Hand in, talk until an official closes that, be judged, vote."""
    return jury_round.make(database, steps=STEPS)


def test_an_idea_that_comes_after_the_talk_goes_on_to_the_jury(world: JuryRound) -> None:
    with world.db.write() as session:
        early = world.idea(session)
        assert (early.state, early.step_key) == ("in_gesprek", "praten")
        round = session.get_one(Round, world.round_id)
        route.open_step(session, round, "praten", NOW, None)
        route.close_step(session, round, "praten", NOW, None)
        late = world.idea(session)
        assert (late.state, late.step_key) == ("bij_de_jury", "oordeel")
        assert newest(session, late.id or 0).verdict is None


def test_who_comes_after_the_jury_hears_it_and_keeps_the_draft(world: JuryRound) -> None:
    with world.db.write() as session:
        route.close_step(session, session.get_one(Round, world.round_id), "oordeel", NOW, None)
    with world.db.write() as session, pytest.raises(TooLateForRound) as refused:
        world.idea(session)
    assert refused.value.values == {"step": "Oordeel"}


def test_what_was_left_behind_is_not_called_voted_down(world: JuryRound) -> None:
    visitor = Site(world.db).visitor()
    with world.db.write() as session:
        idea_id = world.idea(session).id
    early = visitor.see(f"/idee/{idea_id}")
    assert "Erover praten kan nu nog niet" in early
    assert "U kunt reageren en meedenken" not in early
    with world.db.write() as session:
        round = session.get_one(Round, world.round_id)
        moves.leave_behind(session, round, jury_round.config(steps=STEPS).step("stemmen"), NOW)
    late = visitor.see(f"/idee/{idea_id}")
    assert "Dit idee doet in deze ronde niet meer mee" in late
    assert "niet genoeg steun" not in late
