"""A household's code: one per household, replaced when lost; and mistakes taken back."""

from datetime import timedelta

import pytest

from budget_app.currency import accounts, audit, correcting, letters
from budget_app.currency.accounts import NoPurse
from budget_app.errors import FieldErrors
from budget_app.ledger.service import AlreadyReversed
from budget_app.people import letters as paper
from budget_app.people import passes
from budget_app.people import service as people
from budget_app.people.models import Household, Pass
from tests.support.currency_round import AREA, CurrencyRound
from tests.support.site import SECRET


def test_every_household_gets_one_letter_in_its_own_language(game: CurrencyRound) -> None:
    game.issue()
    with game.db.write() as session:
        session.get_one(Household, game.households[2]).language = "en"
        assert letters.waiting(session, game.round_id) == {AREA: 7}
        now = game.clock.now()
        made = letters.write(session, SECRET, game.round(session), AREA, now)
        assert [letter.mark for letter in made] == [str(number) for number in game.households]
        assert [letter.language for letter in made].count("en") == 1
        assert letters.write(session, SECRET, game.round(session), AREA, now) == []
        shared = people.by_pass(session, SECRET, made[3].code)
        holder = accounts.holder(session, game.round(session), shared.id or 0)
        assert (holder.household_id, holder.personal) == (game.households[3], False)
        assert people.roll_entry(session, game.round_id, shared.id or 0) is None
    pdf = paper.pdf(made[:1], "Lombaspel", "http://localhost", letters.TEXTS)
    assert pdf.startswith(b"%PDF")


def test_a_lost_code_is_replaced_by_number_or_mark_and_the_old_one_dies(
    game: CurrencyRound,
) -> None:
    game.issue()
    with game.db.write() as session:
        round, now, helper = game.round(session), game.clock.now(), game.helpers[0]
        old = letters.write(session, SECRET, round, AREA, now)[0]
        account = game.adults[game.households[0]][0]
        mark = passes.mark_hash(SECRET, game.round_id, "A-17")
        session.add(Pass(code_hash="x", account_id=account, issued_on=now.date(), mark_hash=mark))
        session.flush()
        number = str(game.households[0])
        first = letters.replace(session, SECRET, round, number, "", helper, now)
        second = letters.replace(session, SECRET, round, "", " A-17 ", helper, now)
        for dead in (old.code, first):
            with pytest.raises(people.RevokedCode):
                people.by_pass(session, SECRET, dead)
        assert people.by_pass(session, SECRET, second).household_id == game.households[0]
        other = str(game.households[1])
        for number, mark in (("", ""), ("99999", ""), ("", "A-18"), ("A-17", ""), (other, "A-17")):
            with pytest.raises(FieldErrors):
                letters.replace(session, SECRET, round, number, mark, helper, now)


def test_letters_that_did_not_arrive_are_made_again_and_the_first_codes_die(
    game: CurrencyRound,
) -> None:
    game.issue()
    with game.db.write() as session:
        round, now = game.round(session), game.clock.now()
        first = letters.write(session, SECRET, round, AREA, now)
        assert letters.made(session, game.round_id) == [(AREA, now.date(), 7)]
        after, again = game.households[2], []
        again = letters.write_again(session, SECRET, round, AREA, now.date(), after, now)
        assert [letter.mark for letter in again] == [str(n) for n in game.households[3:]]
        with pytest.raises(people.RevokedCode):
            people.by_pass(session, SECRET, first[3].code)
        for letter in (*first[:3], *again):
            opened = people.by_pass(session, SECRET, letter.code)
            assert str(opened.household_id) == letter.mark
        other = now.date() - timedelta(days=1)
        assert letters.write_again(session, SECRET, round, AREA, other, 0, now) == []


def test_a_mark_that_looks_like_a_number_opens_no_other_purse(game: CurrencyRound) -> None:
    game.issue()
    with game.db.write() as session:
        round, now = game.round(session), game.clock.now()
        letters.write(session, SECRET, round, AREA, now)
        owner, other = game.households[0], game.households[1]
        mark = passes.mark_hash(SECRET, game.round_id, str(other))
        account = game.adults[owner][0]
        session.add(Pass(code_hash="x", account_id=account, issued_on=now.date(), mark_hash=mark))
        session.flush()
        code = letters.replace(session, SECRET, round, "", str(other), game.helpers[0], now)
        assert people.by_pass(session, SECRET, code).household_id == owner


def test_who_belongs_to_no_household_has_no_purse(game: CurrencyRound) -> None:
    game.issue()
    with game.db.read() as session, pytest.raises(NoPurse):
        accounts.holder(session, game.round(session), game.maker)


def test_a_mistake_is_taken_back_once_with_the_reason(game: CurrencyRound) -> None:
    game.issue()
    household = str(game.households[0])
    with game.db.write() as session:
        round, now = game.round(session), game.clock.now()
        with pytest.raises(FieldErrors):
            correcting.take_back(session, round, household, "1", " ", now)
        with pytest.raises(FieldErrors):
            correcting.take_back(session, round, household, "2", "dubbel", now)
        units = correcting.take_back(session, round, household, "1", "dubbel", now)
        assert units in (14, 15)
        assert accounts.purse(session, round, game.households[0]).balance == 0
        with pytest.raises(AlreadyReversed):
            correcting.take_back(session, round, household, "1", "dubbel", now)
        assert audit.breaches(session) == []
