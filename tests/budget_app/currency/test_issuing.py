"""An issue reaches every household once, whatever happens on the way."""

import itertools
from functools import partial

import pytest
from sqlmodel import Session, col, select

from budget_app.currency import accounts, asking, issuing, opening
from budget_app.currency.models import Issue
from budget_app.ledger import service as ledger
from budget_app.ledger.models import LedgerAccount, Transfer
from tests.support.currency_round import CurrencyRound, killed
from tests.support.together import together


def in_purses(session: Session, game: CurrencyRound) -> dict[int, int]:
    rows = session.exec(select(LedgerAccount).where(LedgerAccount.kind == "purse"))
    return {int(row.owner): row.balance for row in rows}


def asked(session: Session, game: CurrencyRound) -> Issue:
    return asking.ask(session, game.round(session), game.helpers[0], game.clock.now())


def test_each_household_gets_its_part_in_one_transfer(game: CurrencyRound) -> None:
    done = game.issue()
    assert (done.state, done.given, done.given_to) == ("done", 100, 7)
    with game.db.read() as session:
        assert sorted(in_purses(session, game).values()) == [14, 14, 14, 14, 14, 15, 15]
        assert accounts.issuer(session, game.round(session)).balance == -100
        keys = session.exec(select(Transfer.key).where(col(Transfer.key).startswith("issue:")))
        assert sorted(keys) == sorted(f"issue:{game.round_id}:1:{n}" for n in game.households)
        assert ledger.breaches(session) == []


def test_over_all_issues_nobody_is_more_than_one_unit_ahead(game: CurrencyRound) -> None:
    for _ in range(4):
        game.issue()
        with game.db.read() as session:
            found = in_purses(session, game).values()
        assert max(found) - min(found) <= 1
    assert sum(found) == 400


def test_a_household_that_comes_later_shares_from_then_on(game: CurrencyRound) -> None:
    game.issue()
    with game.db.write() as session:
        late = game.move_in(session)
    game.issue()
    with game.db.read() as session:
        assert in_purses(session, game)[late] in (12, 13)
        assert sum(in_purses(session, game).values()) == 200


def test_a_run_that_was_killed_anywhere_goes_on_and_gives_nothing_twice(
    game: CurrencyRound,
) -> None:
    issue_id = game.confirmed()

    def give_two(session: Session) -> bool:
        issue = session.get_one(Issue, issue_id)
        return issuing.give_some(session, issue, game.clock.now(), 2)

    for part in itertools.count():
        killed(game.db, give_two)
        with game.db.write() as session:
            assert session.get_one(Issue, issue_id).given_to == min(2 * part, 7)
            more = give_two(session)
        if not more:
            break
    with game.db.read() as session:
        assert sum(in_purses(session, game).values()) == 100
        assert session.get_one(Issue, issue_id).state == "done"
        assert ledger.breaches(session) == []


def test_two_runs_at_once_take_turns(game: CurrencyRound) -> None:
    issue_id = game.confirmed()

    def run() -> None:
        more = True
        while more:
            with game.db.write() as session:
                issue = session.get_one(Issue, issue_id)
                more = issuing.give_some(session, issue, game.clock.now(), 1)

    assert together([run] * 4) == [None] * 4
    with game.db.read() as session:
        assert sum(in_purses(session, game).values()) == 100
        assert ledger.breaches(session) == []


def test_the_clock_finishes_what_was_left(game: CurrencyRound) -> None:
    issue_id = game.confirmed()
    assert len(issuing.run_waiting(game.db, game.clock)) == 1
    assert issuing.run_waiting(game.db, game.clock) == []
    with game.db.read() as session:
        assert session.get_one(Issue, issue_id).state == "done"


def test_one_person_cannot_issue_alone(game: CurrencyRound) -> None:
    opening.open_purses(game.db, game.round_id)
    with game.db.write() as session:
        issue = asked(session, game)
        with pytest.raises(asking.SamePerson):
            asking.confirm(session, issue, game.helpers[0], game.clock.now())
        asking.confirm(session, issue, game.helpers[1], game.clock.now())
        with pytest.raises(asking.NotAsked):
            asking.confirm(session, issue, game.helpers[1], game.clock.now())
        with pytest.raises(asking.StillIssuing):
            asked(session, game)


def test_an_issue_is_confirmed_once_by_many_at_once(game: CurrencyRound) -> None:
    opening.open_purses(game.db, game.round_id)
    with game.db.write() as session:
        issue_id = asked(session, game).id

    def confirm() -> None:
        with game.db.write() as session:
            issue = session.get_one(Issue, issue_id)
            asking.confirm(session, issue, game.helpers[1], game.clock.now())

    answers = together([confirm] * 4)
    assert answers.count(None) == 1
    assert sum(isinstance(answer, asking.NotAsked) for answer in answers) == 3


def test_many_who_ask_at_once_make_one_issue(game: CurrencyRound) -> None:
    opening.open_purses(game.db, game.round_id)

    def ask() -> int | None:
        with game.db.write() as session:
            return asked(session, game).id

    answers = together([partial(ask)] * 4)
    assert sum(isinstance(answer, int) for answer in answers) == 1
    assert sum(isinstance(answer, asking.StillIssuing) for answer in answers) == 3


def test_a_roll_that_changed_after_the_preview_is_seen_again_first(game: CurrencyRound) -> None:
    opening.open_purses(game.db, game.round_id)
    with game.db.write() as session:
        issue = asked(session, game)
        game.move_in(session)
        with pytest.raises(asking.RollChanged):
            asking.confirm(session, issue, game.helpers[1], game.clock.now())
        asking.withdraw(session, issue)
        assert asking.newest(session, game.round_id) is None


def test_the_calendar_and_the_number_of_issues_are_kept(game: CurrencyRound) -> None:
    issuing.run(game.db, game.confirmed(), game.clock)
    with pytest.raises(asking.TooEarly):
        game.confirmed()
    game.clock.forward(days=62)
    for _ in range(9):
        game.issue()
    with pytest.raises(asking.AllIssued):
        game.confirmed()


def test_what_the_pot_does_not_back_is_not_issued(game: CurrencyRound) -> None:
    with game.db.write() as session:
        funder = ledger.account(session, game.round_id, "funder", "Gemeente", "Gemeente")
        pot = ledger.account(session, game.round_id, "pot", "", "pot")
        ledger.transfer(session, "gone", pot, funder, 90_001, "terug", game.clock.now())
    with pytest.raises(asking.NotCovered):
        game.confirmed()
