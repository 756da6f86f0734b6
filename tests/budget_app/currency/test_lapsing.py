"""Units lapse by the published rule: oldest first, and once."""

from typing import Any

import pytest
from sqlmodel import Session, select

from budget_app.currency import accounts, audit, lapsing, pledging
from budget_app.currency.models import Issue
from budget_app.db import Database
from budget_app.history.models import Entry
from budget_app.ledger import service as ledger
from budget_app.projects import audit as projects_audit
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.projects.money import pot_of
from budget_app.route import service as route
from tests.support import currency_round
from tests.support.currency_round import CurrencyRound, killed

EXPIRE: dict[str, Any] = {"kind": "expire", "months": 3}


def spend(session: Session, game: CurrencyRound, household: int, units: int) -> None:
    round = game.round(session)
    giver = accounts.purse(session, round, household)
    taker = accounts.awarded(session, round, 1)
    ledger.transfer(session, f"spent:{household}", giver, taker, units, "spel", game.clock.now())


def left(session: Session, game: CurrencyRound) -> list[int]:
    round = game.round(session)
    return [accounts.purse(session, round, number).balance for number in game.households]


def test_the_oldest_units_are_used_first_and_the_rest_lapses_once(database: Database) -> None:
    game = currency_round.make(database, 4, currency={"unspent": EXPIRE})
    first = game.issue()
    game.issue()
    with game.db.write() as session:
        spend(session, game, game.households[0], 10)
        spend(session, game, game.households[1], 40)
    assert lapsing.run_due(game.db, game.clock) == [f"lapsed round {game.round_id} number 1"]
    assert lapsing.run_due(game.db, game.clock) == []
    with game.db.read() as session:
        assert left(session, game) == [25, 10, 25, 25]
        assert accounts.lapsed(session, game.round(session)).balance == 15 + 25 + 25
        assert session.get_one(Issue, first.id).lapsed == 65
        assert ledger.breaches(session) == []


def test_a_run_that_was_killed_goes_on(database: Database) -> None:
    game = currency_round.make(database, 4, currency={"unspent": EXPIRE})
    issue = game.issue()
    game.clock.forward(days=40)

    def three(session: Session) -> bool:
        return lapsing.lapse_some(session, session.get_one(Issue, issue.id), game.clock.now(), 3)

    with game.db.write() as session:
        assert three(session)
    killed(game.db, three)
    lapsing.run_due(game.db, game.clock)
    with game.db.read() as session:
        assert left(session, game) == [0, 0, 0, 0]
        assert accounts.lapsed(session, game.round(session)).balance == 100


def test_what_carries_over_stays_until_putting_in_closes(database: Database) -> None:
    game = currency_round.make(database, 4)
    game.issue()
    game.clock.forward(days=400)
    assert lapsing.run_due(game.db, game.clock) == []
    with game.db.write() as session:
        route.close_step(session, game.round(session), "inleg", game.clock.now(), None)
    assert len(lapsing.run_due(game.db, game.clock)) == 1
    with game.db.read() as session:
        assert left(session, game) == [0, 0, 0, 0]
        assert ledger.breaches(session) == []


@pytest.mark.parametrize("ends", ["cheaper", "failed"])
def test_what_comes_back_when_putting_in_has_closed_lapses_at_once(
    database: Database, ends: str
) -> None:
    """Nobody can put it in anything any more; before the closing it would go to the purses."""
    game = currency_round.make(database, 2)
    game.issue()
    with game.db.write() as session:
        round, now, idea = game.round(session), game.clock.now(), game.idea(session, 3_000)
        holder = accounts.holder(session, round, game.adults[game.households[0]][0])
        assert pledging.pledge(session, round, holder, idea, 30, "f", now).funded
        route.close_step(session, round, "inleg", now, None)
    lapsing.run_due(game.db, game.clock)
    with game.db.write() as session:
        project = session.exec(select(Project)).one()
        projects.pay(session, project, "bill", "Winkel", "hout", 1_950, now)
        if ends == "failed":
            projects.fail(session, project, "Het mocht niet.", now)
        else:
            projects.finish(session, project, now)
            projects.account_for(session, project, "Wij vroegen eerst drie prijzen.", now)
    with game.db.read() as session:
        round = game.round(session)
        assert left(session, game) == [0, 0]
        # EUR 10,50 is left: ten whole units lapse with the 70 that nobody used, 20 stay paid
        assert accounts.lapsed(session, round).balance == 70 + 10
        assert accounts.awarded(session, round, idea).balance == 20
        assert pot_of(session, round).balance == 100_000 - 1_950
        deeds = select(Entry.details).where(Entry.deed == "currency_lapsed")
        assert session.exec(deeds).all() == [{"units": 10}]
        assert audit.breaches(session) == []
        assert projects_audit.breaches(session) == []
    assert lapsing.run_due(game.db, game.clock) == []
