"""Households put together what an idea needs: exactly that, once, and back when it is not used."""

from functools import partial
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from budget_app.currency import accounts, audit, funding, pledging, saving, second
from budget_app.currency.accounts import Holder
from budget_app.currency.pledging import Outcome
from budget_app.db import Database
from budget_app.errors import FieldErrors, NotNow
from budget_app.projects import audit as projects_audit
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.route import service as route
from tests.support import currency_round
from tests.support.currency_round import CurrencyRound
from tests.support.together import together


def holder(session: Session, game: CurrencyRound, number: int, adult: int = 0) -> Holder:
    household = game.households[number]
    account = game.adults[household][adult]
    return accounts.holder(session, game.round(session), account)


def put(
    session: Session,
    game: CurrencyRound,
    number: int,
    idea: int,
    units: int,
    form: str = "",
    adult: int = 0,
) -> Outcome:
    who = holder(session, game, number, adult)
    key, now = form or uuid4().hex, game.clock.now()
    return pledging.pledge(session, game.round(session), who, idea, units, key, now)


def take(session: Session, game: CurrencyRound, number: int, idea: int, units: int) -> int:
    who = holder(session, game, number)
    now = game.clock.now()
    return pledging.withdraw(session, game.round(session), who, idea, units, uuid4().hex, now)


def purse(session: Session, game: CurrencyRound, number: int) -> int:
    return accounts.purse(session, game.round(session), game.households[number]).balance


def sound(session: Session) -> None:
    assert projects_audit.breaches(session) == []
    assert audit.breaches(session) == []


def test_an_idea_that_is_whole_is_paid_at_that_moment_and_no_unit_more(
    game: CurrencyRound,
) -> None:
    game.issue()
    with game.db.write() as session:
        idea = game.idea(session, 2_050)
        before = purse(session, game, 1)
        assert put(session, game, 0, idea, 14) == Outcome(14)
        assert game.state(session, idea) == "op_de_stemlijst"
        assert put(session, game, 1, idea, 14) == Outcome(7, funded=True)
        assert purse(session, game, 1) == before - 7
        assert game.state(session, idea) == "in_uitvoering"
        project = session.exec(select(Project)).one()
        assert project.budget_cents == 2_050
        with pytest.raises(funding.AlreadyFunded):
            put(session, game, 2, idea, 1)
        with pytest.raises(funding.AlreadyFunded):
            take(session, game, 0, idea, 1)
        sound(session)


def test_a_hundred_who_put_in_at_once_pay_for_an_idea_once(database: Database) -> None:
    game = currency_round.make(database, 100, currency={"per_round": 500, "rounds": 2})
    game.issue()
    with game.db.write() as session:
        idea = game.idea(session, 33_300)

    def click(number: int) -> Outcome:
        with game.db.write() as session:
            return put(session, game, number, idea, 5)

    answers = together([partial(click, number) for number in range(100)])
    taken = [answer for answer in answers if isinstance(answer, Outcome)]
    assert sum(answer.units for answer in taken) == 333
    assert sum(answer.funded for answer in taken) == 1
    assert sorted({answer.units for answer in taken}) == [3, 5]
    assert sum(isinstance(answer, funding.AlreadyFunded) for answer in answers) == 33
    with game.db.read() as session:
        assert len(session.exec(select(Project)).all()) == 1
        sound(session)


def test_a_repeated_click_puts_in_once(game: CurrencyRound) -> None:
    game.issue()
    with game.db.write() as session:
        idea = game.idea(session)

    def click() -> int:
        with game.db.write() as session:
            return put(session, game, 0, idea, 4, "one form").units

    assert together([click] * 5) == [4] * 5
    with game.db.read() as session:
        assert purse(session, game, 0) in (10, 11)
        sound(session)


def test_a_purse_is_not_emptied_twice_by_two_adults_at_once(database: Database) -> None:
    game = currency_round.make(database)
    with game.db.write() as session:
        game.move_in(session, adults=2)
    game.issue()
    with game.db.write() as session:
        ideas = [game.idea(session, 50_000) for _ in range(2)]

    def click(adult: int) -> Outcome:
        with game.db.write() as session:
            return put(session, game, 0, ideas[adult], 80, adult=adult)

    answers = together([partial(click, adult) for adult in range(2)])
    assert sum(isinstance(answer, Outcome) for answer in answers) == 1
    with game.db.read() as session:
        assert purse(session, game, 0) == 20
        sound(session)


@pytest.mark.parametrize("units", [0, -3, 16])
def test_more_than_there_is_or_nothing_is_refused_at_the_field(
    game: CurrencyRound, units: int
) -> None:
    game.issue()
    with game.db.write() as session:
        idea = game.idea(session)
        with pytest.raises(FieldErrors):
            put(session, game, 0, idea, units)
        with pytest.raises(FieldErrors):
            take(session, game, 0, idea, max(units, 1))


def test_what_was_put_in_comes_back_while_the_idea_is_not_paid(game: CurrencyRound) -> None:
    game.issue()
    with game.db.write() as session:
        idea = game.idea(session)
        before = purse(session, game, 0)
        put(session, game, 0, idea, 9)
        take(session, game, 0, idea, 4)
        assert purse(session, game, 0) == before - 5
        with pytest.raises(FieldErrors):
            take(session, game, 0, idea, 6)
        sound(session)


def test_what_a_failed_project_did_not_spend_goes_back_in_proportion(game: CurrencyRound) -> None:
    game.issue()
    with game.db.write() as session:
        idea = game.idea(session, 2_000)
        before = [purse(session, game, number) for number in range(3)]
        for number, units in enumerate((11, 6, 3)):
            put(session, game, number, idea, units)
        project = session.exec(select(Project)).one()
        projects.pay(session, project, "bill", "Winkel", "hout", 1_050, game.clock.now())
        projects.fail(session, project, "Het mocht niet.", game.clock.now())
        # € 9,50 was left: nine whole units, in the proportion 11 : 6 : 3
        after = [purse(session, game, number) for number in range(3)]
        assert [b - a for a, b in zip(after, before, strict=True)] == [6, 3, 2]
        sound(session)


def test_what_did_not_become_whole_goes_back_when_putting_in_closes(game: CurrencyRound) -> None:
    game.issue()
    with game.db.write() as session:
        idea = game.idea(session)
        before = [purse(session, game, number) for number in range(2)]
        put(session, game, 0, idea, 3)
        put(session, game, 1, idea, 8)
        route.close_step(session, game.round(session), "inleg", game.clock.now(), None)
        assert game.state(session, idea) == "niet_gekozen"
        assert [purse(session, game, number) for number in range(2)] == before
        with pytest.raises(NotNow):
            put(session, game, 0, idea, 1)
        sound(session)


def test_an_idea_waits_chosen_until_the_work_may_begin(database: Database) -> None:
    game = currency_round.make(database, 2, open_steps=("indienen", "inleg"))
    game.issue()
    with game.db.write() as session:
        idea = game.idea(session, 3_000)
        assert put(session, game, 0, idea, 30).funded
        assert game.state(session, idea) == "gekozen"
        sound(session)
        route.open_step(session, game.round(session), "doen", game.clock.now(), None)
        assert game.state(session, idea) == "in_uitvoering"
        sound(session)


def test_above_the_set_amount_a_second_adult_says_yes_first(database: Database) -> None:
    game = currency_round.make(database, currency={"second_adult_above": 20})
    with game.db.write() as session:
        game.move_in(session, adults=2)
        game.move_in(session, adults=1)
    game.issue()
    with game.db.write() as session:
        idea, now = game.idea(session), game.clock.now()
        assert put(session, game, 0, idea, 20) == Outcome(20)
        # not even in small pieces
        assert put(session, game, 0, idea, 1) == Outcome(0, waits=True)
        assert purse(session, game, 0) == 30
        (request,) = second.waiting(session, game.round_id, game.households[0])
        with pytest.raises(second.NotYourAnswer):
            second.answer(session, holder(session, game, 0), request.id or 0, True, now)
        second.answer(session, holder(session, game, 0, 1), request.id or 0, True, now)
        with pytest.raises(second.Answered):
            second.answer(session, holder(session, game, 0, 1), request.id or 0, True, now)
        # who lives alone needs nobody
        assert put(session, game, 1, idea, 50).units == 50


def test_the_shared_code_cannot_stand_for_a_second_adult(database: Database) -> None:
    game = currency_round.make(database, currency={"second_adult_above": 20})
    with game.db.write() as session:
        household = game.move_in(session, adults=2)
    game.issue()
    with game.db.write() as session:
        shared = Holder(game.maker, household, personal=False, adults=2)
        idea, now = game.idea(session), game.clock.now()
        with pytest.raises(second.UseYourOwnCode):
            pledging.pledge(session, game.round(session), shared, idea, 21, "f", now)
        put(session, game, 0, idea, 21)
        (request,) = second.waiting(session, game.round_id, household)
        with pytest.raises(second.NotYourAnswer):
            second.answer(session, shared, request.id or 0, True, now)


def test_a_repeated_click_on_a_spaarpot_or_on_taking_back_counts_once(game: CurrencyRound) -> None:
    game.issue()
    with game.db.write() as session:
        idea = game.idea(session)
        first, now = holder(session, game, 0), game.clock.now()
        pot = saving.found(session, game.round(session), first, "Straat", [idea], now).id or 0
        put(session, game, 0, idea, 5)

    def save() -> int:
        with game.db.write() as session:
            return saving.put_in(session, game.round(session), first, pot, 4, "f", now).units

    def unsave() -> int:
        with game.db.write() as session:
            return saving.take_out(session, game.round(session), first, pot, 1, "f", now)

    def back() -> int:
        with game.db.write() as session:
            return pledging.withdraw(session, game.round(session), first, idea, 2, "f", now)

    assert together([save] * 4) == [4] * 4
    assert together([unsave] * 3 + [back] * 3) == [1] * 3 + [2] * 3
    with game.db.write() as session:
        saving.agree(session, game.round(session), first, pot, idea, now)

    def spend() -> int:
        with game.db.write() as session:
            round = game.round(session)
            return saving.spend(session, round, first, pot, idea, "f", now).units

    assert together([spend] * 4) == [3] * 4
    with game.db.read() as session:
        assert [row.units for row in funding.pledges(session, idea)] == [6]
        sound(session)
