"""A mandate has a limit for each decision, a total, and days on which it holds."""

from datetime import date, timedelta
from functools import partial

import pytest
from sqlmodel import Session

from budget_app.bodies import mandates, mandating
from budget_app.bodies import service as bodies
from budget_app.bodies.mandates import MandateSpent, MandateTooLow, NoMandate
from budget_app.bodies.models import Body, Docket
from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.errors import FieldErrors
from budget_app.ideas.models import Idea
from tests.support.jury_round import NOW, TODAY, JuryRound, make
from tests.support.together import together


def give(
    session: Session,
    world: JuryRound,
    each: int | None,
    total: int | None,
    starts_on: date = TODAY,
    ends_on: date | None = None,
    giver: str = "Gemeente",
) -> None:
    round, body = session.get_one(Round, world.round_id), session.get_one(Body, 1)
    mandating.give(session, round, giver, body, "", "Alles", each, starts_on, ends_on, NOW, total)


def lay(session: Session, world: JuryRound, cents: int) -> Docket:
    """An idea of so many cents that the jury finds good."""
    docket = world.docket(session, cost_cents=cents)
    world.judge(session, docket, 5, 5)
    return docket


def settle(session: Session, docket: Docket, verdict: str = "pass") -> None:
    bodies.settle(session, docket, verdict, "Goed plan.", NOW, TODAY)


@pytest.fixture
def world(database: Database) -> JuryRound:
    return make(database, jury={"needs_mandate": True})


def test_awards_together_stay_within_the_total(world: JuryRound) -> None:
    with world.db.write() as session:
        give(session, world, 6_000, 10_000)
        settle(session, lay(session, world, 6_000))  # exactly the limit of one decision
        dear, fits = lay(session, world, 4_001), lay(session, world, 4_000)
        with pytest.raises(MandateSpent) as refused:
            settle(session, dear)
        assert refused.value.values["left"] == "€ 40"
        settle(session, fits)  # exactly what was left
        (entry,) = mandates.register(session, world.round_id, TODAY)
        assert (entry.spent_cents, entry.left) == (10_000, 0)
        # The same body that goes on to order this work does not count it twice.
        idea = session.get_one(Idea, fits.idea_id)
        assert mandates.outside(session, session.get_one(Body, 1), idea, TODAY) is None


def test_what_was_taken_back_frees_the_mandate(world: JuryRound) -> None:
    with world.db.write() as session:
        give(session, world, None, 5_000)
        first = lay(session, world, 5_000)
        settle(session, first)
        idea = session.get_one(Idea, first.idea_id)
        idea.state = "ingetrokken"
        session.add(idea)
        second = lay(session, world, 5_000)
        settle(session, second)
        assert second.verdict == "pass"


def test_a_mandate_that_ended_yesterday_covers_nothing(world: JuryRound) -> None:
    with world.db.write() as session:
        yesterday = TODAY - timedelta(days=1)
        give(session, world, None, None, yesterday - timedelta(days=30), yesterday)
        docket = lay(session, world, 100)
        with pytest.raises(NoMandate):
            settle(session, docket)
        give(session, world, None, None, yesterday, TODAY)  # its last day counts
        settle(session, docket)


def test_what_is_good_and_outside_the_mandate_is_not_stuck(world: JuryRound) -> None:
    """It cannot pass; the body may ask for a cheaper plan, or say that it ends here."""
    with world.db.write() as session:
        give(session, world, 5_000, None)
        docket, other = lay(session, world, 5_001), lay(session, world, 5_001)
        with pytest.raises(MandateTooLow):
            settle(session, docket)
        settle(session, docket, "repair")
        settle(session, other, "decline")
        assert session.get_one(Idea, docket.idea_id).state == "aanpassen"
        inside = lay(session, world, 5_000)
        with pytest.raises(bodies.RuleSaysPass):
            settle(session, inside, "decline")


def test_a_giver_is_known_with_other_capitals_and_spaces(world: JuryRound) -> None:
    with world.db.write() as session:
        give(session, world, None, None, giver=" gemeente ")
        docket = lay(session, world, 100)
        settle(session, docket)
        assert docket.verdict == "pass"


def test_a_total_below_the_limit_of_one_decision_is_refused(world: JuryRound) -> None:
    with world.db.write() as session, pytest.raises(FieldErrors) as refused:
        give(session, world, 5_000, 4_999)
    assert set(refused.value.errors) == {"total"}


def test_awards_at_once_do_not_spend_a_mandate_twice(world: JuryRound) -> None:
    with world.db.write() as session:
        give(session, world, None, 10_000)
        ids = [lay(session, world, 4_000).id for _ in range(5)]

    def award(docket_id: int | None) -> None:
        with world.db.write() as session:
            settle(session, session.get_one(Docket, docket_id))

    answers = together([partial(award, docket_id) for docket_id in ids])
    assert [type(each).__name__ for each in answers].count("NoneType") == 2
    assert all(each is None or isinstance(each, MandateSpent) for each in answers)
    with world.db.read() as session:
        (entry,) = mandates.register(session, world.round_id, TODAY)
    assert entry.spent_cents == 8_000
