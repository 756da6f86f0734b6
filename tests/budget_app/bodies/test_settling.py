"""A verdict keeps the body's rule, the consent of who pays, and the mandate that was given."""

from datetime import date
from typing import Any

import pytest

from budget_app.bodies import mandates, mandating, seating
from budget_app.bodies import service as bodies
from budget_app.bodies.mandates import AboveMandate, MandateTooLow, NoMandate
from budget_app.bodies.models import Body, Seat
from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.errors import FieldErrors
from budget_app.people import service as people
from tests.support.jury_round import NOW, TODAY, make
from tests.support.site import SECRET

CONSENT = {"name": "Corporatie", "share": 100, "entitles": "-", "constituency": "corporatie"}


def test_above_its_amount_a_funder_must_agree(database: Database) -> None:
    funder: dict[str, Any] = CONSENT | {"consents_above_cents": 8_000}
    jury = {"constituencies": ["bewoners", "corporatie"]}
    world = make(database, funders=[funder], jury=jury)
    with database.write() as session:
        session.get_one(Seat, 3).constituency = "corporatie"
        cheap = world.docket(session, cost_cents=8_000)
        world.judge(session, cheap, 5, 5)
        bodies.settle(session, cheap, "pass", "Goed.", NOW, TODAY)

        dear = world.docket(session, cost_cents=8_001)
        world.judge(session, dear, 5, 5)
        assert bodies.standing(session, dear, TODAY).lacking == ("Corporatie",)
        for verdict in ("pass", "decline", "repair"):  # nobody has asked the funder yet
            with pytest.raises(bodies.ConsentAwaited):
                bodies.settle(session, dear, verdict, "Goed.", NOW, TODAY)
        world.judge(session, dear, 5, 5, 1)
        with pytest.raises(bodies.RuleSaysNo):
            bodies.settle(session, dear, "pass", "Goed.", NOW, TODAY)
        world.judge(session, dear, 5, 5, 4)
        bodies.settle(session, dear, "pass", "Goed.", NOW, TODAY)


def test_the_rules_of_the_round_limit_what_a_body_awards(database: Database) -> None:
    world = make(database, jury={"mandate_cents": 8_000})
    with database.write() as session:
        world.project(session, cost_cents=8_000)
        docket = world.docket(session, cost_cents=8_001)
        world.judge(session, docket, 5, 5)
        with pytest.raises(AboveMandate):
            bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)


def test_a_mandate_holds_from_its_first_to_its_last_day(database: Database) -> None:
    world = make(database, jury={"needs_mandate": True})
    with database.write() as session:
        round, body = session.get_one(Round, world.round_id), session.get_one(Body, 1)
        idea = world.idea(session, cost_cents=500)
        given = mandating.give(
            session, round, "Gemeente", body, "", "Alles", 400, date(2026, 3, 2), None, NOW
        )
        refusal = mandates.outside(session, body, idea, TODAY)
        assert isinstance(refusal, MandateTooLow)
        mandating.give(
            session,
            round,
            "Gemeente",
            body,
            "",
            "Meer",
            500,
            date(2026, 3, 3),
            date(2026, 3, 4),
            NOW,
        )
        outside = [
            type(mandates.outside(session, body, idea, date(2026, 3, day))) for day in (2, 3, 4, 5)
        ]
        nothing = type(None)
        assert outside == [MandateTooLow, nothing, nothing, MandateTooLow]
        mandating.revoke(session, round, given.id or 0, "Voorbij.", NOW)
        with pytest.raises(mandating.TakenBackBefore):
            mandating.revoke(session, round, given.id or 0, "Nog eens.", NOW)
        assert isinstance(mandates.outside(session, body, idea, TODAY), NoMandate)


def test_nobody_is_seated_longer_or_more_often_than_the_rules_say(database: Database) -> None:
    world = make(database, jury={"term_months": 6, "max_terms": 2})
    with database.write() as session:
        body = session.get_one(Body, 1)
        account = world.account(session)
        code = people.issue_pass(session, SECRET, account.id or 0, NOW)

        def seat(until: date) -> Seat:
            given = (SECRET, body, code, "Dee", "bewoners", until, NOW)
            return seating.give(session, *given)

        with pytest.raises(FieldErrors) as refused:
            seat(date(2026, 9, 3))
        assert list(refused.value.errors) == ["ends_on"]
        world.seat(session, account.id or 0, starts_on=date(2024, 1, 1), ends_on=date(2024, 6, 1))
        # Given by mistake and ended the same day: no term, and the same seat can be given again.
        mistake = seat(date(2026, 9, 2))
        seating.end(session, world.round_id, mistake.id or 0, NOW)
        session.flush()
        assert seat(date(2026, 9, 1)).id == mistake.id
        mistake.starts_on, mistake.ends_on = date(2025, 9, 1), date(2026, 3, 1)
        session.add(mistake)
        session.flush()
        with pytest.raises(seating.TermsServed):
            seat(date(2026, 9, 2))
