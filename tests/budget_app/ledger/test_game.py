"""Random games with the ledger, against a model that keeps the books in a dictionary."""

from contextlib import suppress

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session, select

from budget_app.db import Database
from budget_app.ledger import service as ledger
from budget_app.ledger.models import LedgerAccount, Transfer
from tests.support import jury_round
from tests.support.jury_round import NOW

# Small numbers, so that keys meet again and accounts run dry.
PLACES = (("funder", "F"), ("pot", "P"), ("award", "1"), ("award", "2"), ("paid", "1"))
place = st.integers(0, len(PLACES) - 1)
amount = st.integers(1, 6)
key = st.integers(0, 12)


class Game(RuleBasedStateMachine):
    """Transfers, repeats and reversals in one transaction that is thrown away afterwards."""

    database: Database
    round_id: int

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(self.database.writer, expire_on_commit=False)
        self.balances = [0] * len(PLACES)
        self.done: dict[str, tuple[int, int, int]] = {}  # key -> giver, taker, amount
        self.undone: set[str] = set()

    def teardown(self) -> None:
        self.session.rollback()
        self.session.close()

    def account(self, number: int) -> LedgerAccount:
        kind, owner = PLACES[number]
        return ledger.account(self.session, self.round_id, kind, owner, owner, "GAME")

    def affords(self, giver: int, cost: int) -> bool:
        return PLACES[giver][0] == "funder" or self.balances[giver] >= cost

    @rule(giver=place, taker=place, cents=amount, number=key)
    def transfer(self, giver: int, taker: int, cents: int, number: int) -> None:
        if giver == taker:
            return
        name, deed = f"game:{number}", (giver, taker, cents)
        known = self.done.get(name)
        try:
            ledger.transfer(
                self.session, name, self.account(giver), self.account(taker), cents, "spel", NOW
            )
        except ledger.OtherBooking:
            assert known not in (None, deed)
        except ledger.NotEnoughMoney:
            assert known is None
            assert not self.affords(giver, cents)
        else:
            assert known in (None, deed)
            if known is None:
                assert self.affords(giver, cents)
                self.move(giver, taker, cents)
                self.done[name] = deed

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def reverse(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.done)))
        giver, taker, cents = self.done[name]
        row = self.session.exec(select(Transfer).where(Transfer.key == name)).one()
        allowed = name not in self.undone and self.affords(taker, cents)
        with suppress(ledger.AlreadyReversed, ledger.NotEnoughMoney):
            ledger.reverse(self.session, row, "terug", NOW)
            assert allowed
            self.undone.add(name)
            self.move(taker, giver, cents)
            return
        assert not allowed

    def move(self, giver: int, taker: int, cents: int) -> None:
        self.balances[giver] -= cents
        self.balances[taker] += cents

    @invariant()
    def books_agree(self) -> None:
        found = [self.account(number).balance for number in range(len(PLACES))]
        assert found == self.balances
        assert ledger.breaches(self.session) == []


def test_no_game_breaks_the_books(database: Database) -> None:
    Game.database = database
    Game.round_id = jury_round.make(database).round_id
    run_state_machine_as_test(
        Game,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
