"""What pages say of a currency is what its books hold."""

from budget_app.currency import accounts, lapsing, pledging, reading, saving
from budget_app.currency.reading import Standing
from budget_app.db import Database
from tests.support import currency_round


def test_every_unit_is_somewhere_and_few_households_are_not_shown(database: Database) -> None:
    expire = {"unspent": {"kind": "expire", "months": 1}}
    game = currency_round.make(database, 4, currency=expire)
    game.issue()
    with game.db.write() as session:
        round, now = game.round(session), game.clock.now()
        me = accounts.holder(session, round, game.adults[game.households[0]][0])
        other = accounts.holder(session, round, game.adults[game.households[1]][0])
        cheap, dear = game.idea(session, 900), game.idea(session, 20_000)
        pledging.pledge(session, round, me, cheap, 20, "a", now)
        pledging.pledge(session, round, me, dear, 6, "b", now)
        pot = saving.found(session, round, other, "Straat", [dear], now)
        saving.put_in(session, round, other, pot.id or 0, 4, "c", now)
    lapsing.run_due(game.db, game.clock)
    game.issue()
    with game.db.read() as session:
        round = game.round(session)
        assert reading.standing(session, round) == Standing(200, 100, 4, 6, 9, 81)
        (idea,) = reading.open_ideas(session, round, me.household_id)
        assert (idea.needs, idea.have, idea.mine, idea.missing) == (200, 6, 6, 194)
        moves = reading.movements(session, round, me.household_id)
        assert [(move.units, move.other) for move in moves] == [
            (25, "issuer"),
            (-10, "issuer"),
            (-6, "pledged"),
            (-9, "pledged"),
            (25, "issuer"),
        ]
        assert [(row.households, row.in_purses) for row in reading.per_buurt(session, round)] == [
            (4, None)
        ]
        assert [title for _, title in reading.purses_of(session, me.account_id)] == [round.title]
        assert reading.purses_of(session, game.maker) == []
