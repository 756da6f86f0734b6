"""Long after a game with a currency nobody knows whose purse was whose, and all figures stand."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, SQLModel, select

from budget_app.currency import accounts, audit, correcting, lapsing, letters, pledging, saving
from budget_app.currency.models import Purse
from budget_app.db import Database
from budget_app.history import service as history
from budget_app.keeping import purge
from budget_app.ledger import service as ledger
from budget_app.people import service as people
from budget_app.people import staff
from budget_app.people.models import Account, Household
from budget_app.projects import audit as projects_audit
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.route import service as route
from budget_app.settings import Settings
from tests.support import currency_round
from tests.support.currency_round import AREA, OPEN, CurrencyRound
from tests.support.site import SECRET, Site

SETTINGS = Settings()
PUBLIC = ("/ronde/lombaspel-testwijk", "/ronde/lombaspel-testwijk/geld", "/idee/1", "/project/1")
DESK = "/desk/ronde/lombaspel-testwijk/munt"


@pytest.fixture
def over(database: Database) -> CurrencyRound:
    """A game of three households with all that happens in one, closed and accounted for."""
    game = currency_round.make(
        database, currency={"second_adult_above": 20, "per_round": 300, "rounds": 2}
    )
    with database.write() as session:
        for number in range(3):
            household = session.get_one(Household, game.move_in(session, adults=2))
            household.mark_hash, household.street = f"mark {number}", "Lindestraat"
            session.add(household)
    game.issue()
    game.issue()
    with database.write() as session:
        assert len(letters.write(session, SECRET, game.round(session), AREA, game.clock.now())) == 3
        play(game, session)
        for step in OPEN:
            route.close_step(session, game.round(session), step, game.clock.now(), None)
    lapsing.run_due(database, game.clock)
    return game


def play(game: CurrencyRound, session: Session) -> None:
    """Pay for an idea that costs less, leave one unfunded, save, ask, and be corrected."""
    round, now = game.round(session), game.clock.now()
    first, second, third = (
        accounts.holder(session, round, game.adults[household][0]) for household in game.households
    )
    for account_id in game.adults[game.households[0]]:
        account = session.get_one(Account, account_id)
        account.name = f"Ada {account_id}"
        session.add(account)
    paid, unpaid = game.idea(session, 3_000), game.idea(session, 90_000)
    pledging.pledge(session, round, first, paid, 20, "a", now)
    pledging.pledge(session, round, second, paid, 10, "b", now)
    pledging.pledge(session, round, second, unpaid, 10, "c", now)
    assert pledging.pledge(session, round, first, unpaid, 90, "d", now).waits
    pot = saving.found(session, round, first, "De straat", [unpaid], now)
    saving.put_in(session, round, first, pot.id or 0, 5, "e", now)
    correcting.take_back(session, round, str(third.household_id), "1", "stond dubbel", now)
    project = session.exec(select(Project)).one()
    projects.pay(session, project, "bill", "Winkel", "hout", 2_000, now)
    projects.finish(session, project, now)
    projects.account_for(session, project, "Het hout was goedkoper.", now)


def purged(game: CurrencyRound) -> list[str]:
    game.clock.forward(days=SETTINGS.keep_after_round_days)
    return purge.run(game.db, SETTINGS, game.clock.now())


def joins(session: Session) -> dict[str, int]:
    """Per table that knows both a person and a household: in how many rows it still does."""
    found = {}
    for table in SQLModel.metadata.sorted_tables:
        keys = [(key.column.table.name, key.parent) for key in table.foreign_keys]
        people = [column.is_not(None) for name, column in keys if name == "account"]
        homes = [column.is_not(None) for name, column in keys if name == "household"]
        if table.name == "account":
            people = [sa.true()]
        if people and homes:
            which = (sa.or_(*people), sa.or_(*homes))
            count = sa.select(sa.func.count()).select_from(table).where(*which)
            found[table.name] = session.connection().execute(count).scalar_one()
    return found


def shown(game: CurrencyRound) -> list[str]:
    """What everyone reads, without what differs from page to page."""
    visitor = Site(game.db, game.clock).visitor()
    return [re.sub(r'csrf_token" value="[^"]+"', "", visitor.see(page)) for page in PUBLIC]


def books(session: Session) -> list[Any]:
    found = [*audit.breaches(session), *projects_audit.breaches(session), *ledger.breaches(session)]
    return [*found, *history.verify(session)]


def test_nobody_is_joined_to_a_household_and_the_books_still_hold(over: CurrencyRound) -> None:
    with over.db.read() as session:
        before = joins(session)
        assert books(session) == []
    assert min(before[table] for table in ("account", "purse", "purse_request", "roll_entry")) > 0
    pages = shown(over)
    done = purged(over)
    assert f"round {over.round_id}: purses unlinked: 3" in done
    with over.db.read() as session:
        assert set(joins(session).values()) == {0}
        assert books(session) == []
        homes = session.exec(select(Household)).all()
        assert {(home.street, home.mark_hash) for home in homes} == {("", None)}
        assert len(session.exec(select(Purse)).all()) == 3, "what each household had stays"
    assert shown(over) == pages
    assert purge.run(over.db, SETTINGS, over.clock.now()) == []


def test_no_new_codes_come_for_purses_that_nobody_has_any_more(over: CurrencyRound) -> None:
    with over.db.read() as session:
        ((_, day, count),) = letters.made(session, over.round_id)
        assert count == 3
        first = over.adults[over.households[0]][0]
    purged(over)
    with over.db.write() as session:
        helper = staff.appoint(session, SECRET, "Hier", "desk", AREA, over.clock.now())
        code = people.issue_pass(session, SECRET, first, over.clock.now())
    site = Site(over.db, over.clock)
    desk = site.sign_in(helper)
    assert "brieven/" not in desk.see(DESK)
    again = desk.post(f"{DESK}/brieven/{AREA}/opnieuw", {"dag": day.isoformat()})
    assert again.status_code == 404
    lost = desk.post(f"{DESK}/code", {"household": str(over.households[0])})
    assert lost.status_code == 400
    purse = site.sign_in(code).get("/resident/ronde/lombaspel-testwijk/beurs")
    assert purse.status_code == 403
