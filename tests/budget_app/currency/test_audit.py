"""Each thing that must hold is seen when it does not."""

import pytest
import sqlalchemy as sa

from budget_app.currency import accounts, audit
from budget_app.ledger import service as ledger
from tests.support.currency_round import CurrencyRound

# What someone with the database in hand might do, and what the audit says of it.
TAMPERED = [
    ("UPDATE ledger_account SET balance = balance + 1 WHERE kind = 'purse'", "all units together"),
    ("UPDATE ledger_account SET balance = 5 WHERE kind = 'pot'", "the pot holds 5"),
    ("UPDATE currency_issue SET given = 99", "gave 99 of 100"),
    ("UPDATE pledge SET units = units + 1", "households put in"),
    ("UPDATE idea SET step_key = 'doen'", "was not paid for"),
]


def pledged(game: CurrencyRound) -> None:
    game.issue()
    with game.db.write() as session:
        round, idea = game.round(session), game.idea(session)
        giver = accounts.purse(session, round, game.households[0])
        taker = accounts.pledged(session, round, idea)
        ledger.transfer(session, "in", giver, taker, 3, "inleg", game.clock.now())
        values = {"idea": idea, "household": game.households[0]}
        session.connection().execute(
            sa.text("INSERT INTO pledge VALUES (:idea, :household, 3)"), values
        )
        assert audit.breaches(session) == []


@pytest.mark.parametrize(("deed", "said"), TAMPERED)
def test_what_was_tampered_with_shows(game: CurrencyRound, deed: str, said: str) -> None:
    pledged(game)
    with game.db.write() as session:
        session.connection().execute(sa.text(deed))
    with game.db.read() as session:
        assert any(said in line for line in audit.breaches(session))


def test_a_household_issued_twice_shows(game: CurrencyRound) -> None:
    issue = game.issue()
    with game.db.write() as session:
        round = game.round(session)
        giver = accounts.issuer(session, round)
        taker = accounts.purse(session, round, game.households[0])
        at = issue.confirmed_at or game.clock.now()
        ledger.transfer(session, "by hand", giver, taker, 1, "uitgifte 1", at)
        found = audit.breaches(session)
    assert any("2 times in one issue" in line for line in found)
    assert any("the books say otherwise" in line for line in found)
