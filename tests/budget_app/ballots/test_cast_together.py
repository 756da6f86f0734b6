"""Ballots that are cast in one transaction are the ballots of each, as if each came alone."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import Session, select

from budget_app.ballots import box
from budget_app.ballots import service as ballots
from budget_app.ballots.box import Cast
from budget_app.ballots.models import Ballot, Participation
from budget_app.ballots.rules import UnknownOption
from budget_app.clock import FixedClock
from budget_app.db import Database
from budget_app.errors import Refusal
from budget_app.people.models import Household, RollEntry
from tests.support import vote_round
from tests.support.site import SECRET
from tests.support.together import together
from tests.support.vote_round import BUURTEN, CLOSES, NOW, VoteRound

Outcome = str | Refusal


def code(voter: int) -> str:
    return f"PAUW-{voter:04d}-ROOS-0000"


@pytest.fixture
def world(database: Database) -> VoteRound:
    return vote_round.make(database, voters=6)


def cast_all(
    world: VoteRound, asked: Sequence[tuple[int, int, str]], late: timedelta = timedelta()
) -> list[Outcome]:
    """Each is a voter, the idea that they tick, and the code of their receipt."""
    with world.db.read() as session:
        vote = world.vote(session)
    casts = [Cast(vote, account, {idea: 1}, receipt) for account, idea, receipt in asked]
    with world.db.deed() as connection:
        return box.cast_all(connection, casts, SECRET, FixedClock(NOW + late))


def in_the_box(session: Session) -> list[str]:
    return sorted(ballot.content for ballot in session.exec(select(Ballot)))


def line(world: VoteRound, receipt: str) -> str:
    with world.db.read() as session:
        vote = world.vote(session)
    return ballots.line_id(ballots.receipt_hash_of(SECRET, vote, receipt))


def test_each_hears_what_came_of_their_own_ballot(world: VoteRound) -> None:
    one, two, three, *_ = world.voters
    with world.db.write() as session:
        stranger = world.person(session, on_roll=False)
    assert cast_all(world, [(one, 1, code(1))]) == [line(world, code(1))]
    outcomes = cast_all(
        world,
        [
            (two, 2, code(2)),
            (stranger, 2, code(9)),
            (one, 3, code(1)),  # changes the ballot of before
            (three, 99, code(3)),  # no such idea
            (one, 4, code(7)),  # took part, with another code
            (two, 5, code(2)),  # a second click, on another idea
            (three, 4, code(3)),  # and now it is right
        ],
    )
    assert [outcome if isinstance(outcome, str) else type(outcome) for outcome in outcomes] == [
        line(world, code(2)),
        ballots.NotOnRoll,
        line(world, code(1)),
        UnknownOption,
        ballots.AlreadyVoted,
        line(world, code(2)),
        line(world, code(3)),
    ]
    with world.db.read() as session:
        assert in_the_box(session) == ['{"3": 1}', '{"4": 1}', '{"5": 1}']
        took_part = {row.account_id for row in session.exec(select(Participation))}
    assert took_part == {one, two, three}


def test_of_two_codes_of_one_voter_the_first_counts(world: VoteRound) -> None:
    voter = world.voters[0]
    first, second = cast_all(world, [(voter, 1, code(5)), (voter, 2, code(4))])
    assert first == line(world, code(5))
    assert isinstance(second, ballots.AlreadyVoted)
    with world.db.read() as session:
        assert in_the_box(session) == ['{"1": 1}']


def test_after_closing_all_are_refused(world: VoteRound) -> None:
    asked = [(voter, 1, code(voter)) for voter in world.voters]
    outcomes = cast_all(world, asked, late=CLOSES - NOW)
    assert [type(outcome) for outcome in outcomes] == [ballots.VoteClosed] * len(asked)
    with world.db.read() as session:
        assert in_the_box(session) == []


@pytest.mark.parametrize("before", [True, False])
def test_a_code_of_someone_else_undoes_all_that_came_with_it(
    world: VoteRound, before: bool
) -> None:
    """So that whoever took part has a ballot; then each is cast alone."""
    mine, thief, neighbour, *_ = world.voters
    asked = [(mine, 1, code(1)), (thief, 2, code(1)), (neighbour, 3, code(3))]
    if before:
        cast_all(world, asked[:1])
    with pytest.raises(ballots.UnknownReceipt):
        cast_all(world, asked[1:] if before else asked)
    with world.db.read() as session:
        assert in_the_box(session) == (['{"1": 1}'] if before else [])
        assert len(session.exec(select(Participation)).all()) == int(before)


def test_two_adults_of_one_household_undo_all_that_came_with_them(database: Database) -> None:
    world = vote_round.make(database, voters=3, eligibility={"per": "household"})
    with world.db.write() as session:
        home = Household(area_code=BUURTEN[0])
        session.add(home)
        session.flush()
        for voter in world.voters[:2]:
            session.get_one(RollEntry, (world.round_id, voter)).household_id = home.id
    asked = [(voter, 1, code(voter)) for voter in world.voters]
    with pytest.raises(ballots.HouseholdVoted):
        cast_all(world, asked)
    assert cast_all(world, asked[1:]) == [line(world, receipt) for _, _, receipt in asked[1:]]
    with world.db.read() as session:
        assert len(session.exec(select(Participation)).all()) == 2


def test_double_clicks_that_reach_two_servers_count_once(database: Database) -> None:
    world = vote_round.make(database, voters=100)
    asked = [(voter, 1, code(voter)) for voter in world.voters]
    found = together([partial(cast_all, world, asked), partial(cast_all, world, asked[::-1])])
    assert found[0] == found[1][::-1] == [line(world, receipt) for *_, receipt in asked]
    with world.db.read() as session:
        assert in_the_box(session) == ['{"1": 1}'] * len(asked)


def test_each_vote_has_its_own_roll_and_its_own_box(database: Database) -> None:
    """What two rounds cast at the same moment goes in one transaction."""
    world, other = vote_round.make(database), vote_round.make(database)
    with database.read() as session:
        here, there = world.vote(session), other.vote(session)
    casts = [
        Cast(there, other.voters[0], {1: 1}, code(1)),
        Cast(here, world.voters[0], {2: 1}, code(2)),
        Cast(there, world.voters[0], {3: 1}, code(3)),
    ]
    with database.deed() as connection:
        done = box.cast_all(connection, casts, SECRET, FixedClock(NOW))
    assert isinstance(done[2], ballots.NotOnRoll)
    with database.read() as session:
        kept = {(ballot.round_id, ballot.content) for ballot in session.exec(select(Ballot))}
    assert kept == {(other.round_id, '{"1": 1}'), (world.round_id, '{"2": 1}')}
