"""A household on a list in two parts is one household: it gets one purse."""

from sqlmodel import Session, select

from budget_app.currency import accounts
from budget_app.db import Database
from budget_app.people import roll
from budget_app.people.models import Household, RollEntry
from budget_app.people.roll_rules import Line
from tests.support import currency_round
from tests.support.currency_round import AREA, CurrencyRound
from tests.support.site import SECRET


def households(session: Session, game: CurrencyRound) -> list[int | None]:
    query = (
        select(RollEntry.household_id)
        .where(RollEntry.round_id == game.round_id)
        .order_by(RollEntry.account_id)  # type: ignore[arg-type]
    )
    return list(session.exec(query))


def test_a_later_list_knows_the_household_again(database: Database) -> None:
    game = currency_round.make(database)
    now = game.clock.now()
    first = [Line(AREA, household="h1", street="Kade"), Line(AREA, household="h2")]
    with database.write() as session:
        roll.add(session, SECRET, game.round_id, first, now)
        roll.add(session, SECRET, game.round_id, [Line(AREA, household="h1"), Line(AREA)], now)
        one, two, again, none = households(session, game)
        assert (again, none) == (one, None)
        assert two != one
        assert len(session.exec(select(Household)).all()) == 2
    game.issue()
    with database.read() as session:
        round = game.round(session)
        found = [accounts.purse(session, round, number or 0).balance for number in (one, two)]
    assert found == [50, 50]
