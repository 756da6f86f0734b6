"""Many transfers at once keep the same books as one at a time."""

import pytest
from sqlmodel import Session

from budget_app.ledger import bulk
from budget_app.ledger import service as ledger
from budget_app.ledger.bulk import Part
from tests.support.jury_round import NOW, JuryRound


def id_of(session: Session, world: JuryRound, kind: str, owner: str = "") -> int:
    return ledger.account(session, world.round_id, kind, owner, kind).id or 0


def parts(session: Session, world: JuryRound, *amounts: int) -> list[Part]:
    return [
        Part(f"part:{n}", id_of(session, world, "award", str(n)), amount)
        for n, amount in enumerate(amounts)
    ]


def balances(session: Session, world: JuryRound, count: int) -> list[int]:
    return [
        ledger.account(session, world.round_id, "award", str(n), "award").balance
        for n in range(count)
    ]


def test_parts_move_once_however_often_they_are_sent(world: JuryRound) -> None:
    with world.db.write() as session:
        pot = id_of(session, world, "pot")
        given = parts(session, world, 5, 7, 11)
        assert bulk.give_each(session, pot, given[:2], "deel", NOW) == 12
        assert bulk.give_each(session, pot, given, "deel", NOW) == 11
        assert bulk.give_each(session, pot, given, "deel", NOW) == 0
        assert balances(session, world, 3) == [5, 7, 11]
        assert ledger.account(session, world.round_id, "pot", "", "pot").balance == 100_000 - 23
        assert ledger.breaches(session) == []


def test_what_was_given_can_be_taken_back_and_no_more(world: JuryRound) -> None:
    with world.db.write() as session:
        pot = id_of(session, world, "pot")
        given = parts(session, world, 5, 7)
        bulk.give_each(session, pot, given, "deel", NOW)
        back = [Part(f"back:{part.key}", part.account_id, part.amount - 1) for part in given]
        assert bulk.take_each(session, pot, back, "terug", NOW) == 10
        assert bulk.take_each(session, pot, back, "terug", NOW) == 0
        assert balances(session, world, 2) == [1, 1]
        more = [Part("more", given[0].account_id, 2)]
        with pytest.raises(ledger.NotEnoughMoney):
            bulk.take_each(session, pot, more, "terug", NOW)
        assert ledger.breaches(session) == []


def test_nothing_moves_when_there_is_not_enough_for_all(world: JuryRound) -> None:
    with world.db.write() as session:
        pot = id_of(session, world, "pot")
        with pytest.raises(ledger.NotEnoughMoney):
            bulk.give_each(session, pot, parts(session, world, 60_000, 40_001), "deel", NOW)
        assert balances(session, world, 2) == [0, 0]


def test_an_account_stands_in_a_part_once(world: JuryRound) -> None:
    with world.db.write() as session:
        pot, award = id_of(session, world, "pot"), id_of(session, world, "award", "1")
        twice = [Part("a", award, 1), Part("b", award, 1)]
        with pytest.raises(ValueError, match="more than once"):
            bulk.give_each(session, pot, twice, "deel", NOW)
