"""Two servers on one database whose clocks strike at the same moment, while people go on: what is
due happens once."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import Session, col, select

from budget_app import timer
from budget_app.ballots import box
from budget_app.ballots import service as ballots
from budget_app.ballots.models import Ballot, Participation, Result
from budget_app.clock import FixedClock
from budget_app.db import Database
from budget_app.history import service as history
from budget_app.history.models import Entry
from budget_app.ideas.models import Idea
from budget_app.mail import subscriptions
from budget_app.mail.models import Outgoing
from budget_app.people.models import Account
from budget_app.route import service as route
from budget_app.route.models import IdeaMove, Step, StepEvent
from tests.support import sample, vote_round
from tests.support.site import SECRET, START
from tests.support.together import together
from tests.support.vote_round import CLOSES, STEP, VoteRound

Servers = tuple[Database, Database]


@pytest.fixture
def servers(database: Database) -> Iterator[Servers]:
    """Each with engines of its own, as two processes have."""
    other = Database(database.url)
    yield database, other
    other.dispose()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both servers have seen what is due before either does anything about it."""
    gate, found = Barrier(2), route.due

    def due(session: Session, now: Any) -> list[tuple[int, str]]:
        seen = found(session, now)
        gate.wait(20)
        return seen

    monkeypatch.setattr(route, "due", due)


def followers(world: VoteRound, count: int) -> None:
    """The first voters follow the round by mail."""
    with world.db.write() as session:
        for account_id in world.voters[:count]:
            account = session.get_one(Account, account_id)
            account.email, account.email_confirmed = f"v{account_id}@example.org", True
            session.add(account)
            session.flush()
            subscriptions.follow(session, world.round_id, account_id)


def strikes(servers: Servers, clock: FixedClock) -> list[Callable[[], Any]]:
    """The clock of each server."""
    return [partial(timer.tick, server, clock) for server in servers]


def deeds(session: Session, *names: str) -> Counter[tuple[str, str]]:
    """How often the history says each of these deeds of each subject."""
    query = select(Entry.deed, Entry.subject).where(col(Entry.deed).in_(names))
    return Counter((deed, subject) for deed, subject in session.exec(query))


def closed_once(session: Session, step_key: str) -> None:
    events = session.exec(
        select(StepEvent).where(StepEvent.step_key == step_key, StepEvent.deed == "closed")
    ).all()
    assert len(events) == 1
    assert deeds(session, "step_closed")[("step_closed", f"step:{step_key}")] == 1
    assert history.verify(session) == []


def official(world: VoteRound) -> str:
    """Someone presses the button at that moment too."""
    try:
        world.close(CLOSES)
    except route.NotOpen:
        return "too late"
    return "closed"


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("by_hand", [False, True])
def test_a_vote_is_closed_counted_and_told_once(servers: Servers, by_hand: bool) -> None:
    world = vote_round.make(servers[0])
    followers(world, 2)
    with world.db.write() as session:
        vote, clock = world.vote(session), FixedClock(vote_round.NOW)
        box.cast(session, vote, world.voters[0], {1: 1}, "PAUW-0001-ROOS-0001", SECRET, clock)
    struck = strikes(servers, FixedClock(CLOSES)) + [partial(official, world)] * by_hand
    answers = together(struck)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    closings = [f"closed round {world.round_id} step {STEP}" in answer for answer in answers[:2]]
    assert sum(closings) + (answers[2:] == ["closed"]) == 1
    with world.db.read() as session:
        closed_once(session, STEP)
        assert deeds(session, "vote_counted") == {("vote_counted", f"step:{STEP}"): 1}
        assert len(session.exec(select(Result)).all()) == 1
        told = session.exec(select(Outgoing.account_id).where(Outgoing.template == "result")).all()
        assert sorted(told) == world.voters[:2]
        chosen = select(IdeaMove.idea_id, IdeaMove.state).where(
            col(IdeaMove.state).in_(("gekozen", "niet_gekozen"))
        )
        assert set(Counter(session.exec(chosen)).values()) == {1}
        assert len(session.exec(chosen).all()) == len(vote_round.COSTS)


@pytest.mark.usefixtures("at_once")
def test_ideas_go_on_once_when_handing_in_closes(servers: Servers) -> None:
    with servers[0].write() as session:
        made = sample.make(session, START, 5)
        step = session.get_one(Step, (made.round_id, "indienen"))
        step.closes_at = START + timedelta(days=1)
        session.add(step)
    answers = together(strikes(servers, FixedClock(START + timedelta(days=1))))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    with servers[1].read() as session:
        closed_once(session, "indienen")
        arrived = session.exec(select(IdeaMove.idea_id).where(IdeaMove.step_key == "praten")).all()
        assert sorted(arrived) == made.ideas
        assert set(session.exec(select(Idea.step_key))) == {"praten"}


@pytest.mark.usefixtures("at_once")
def test_every_ballot_that_was_taken_while_two_servers_closed_is_counted(servers: Servers) -> None:
    world = vote_round.make(servers[0], voters=24)
    clock = FixedClock(CLOSES - timedelta(seconds=1))
    with world.db.read() as session:
        vote = world.vote(session)

    def cast(number: int) -> str:
        with servers[number % 2].write() as session:
            code = f"PAUW-{number:04d}-ROOS-0001"
            box.cast(session, vote, world.voters[number], {1: 1}, code, SECRET, clock)
        return code

    voters = [partial(cast, number) for number in range(24)]
    answers = together(voters[:12] + strikes(servers, FixedClock(CLOSES)) + voters[12:])
    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert {type(error) for error in refused} <= {ballots.VoteClosed}
    with servers[1].read() as session:
        result = session.exec(select(Result)).one()
        stored = len(session.exec(select(Ballot)).all())
        assert result.outcome["voters"] == stored == 24 - len(refused)
        assert len(session.exec(select(Participation)).all()) == stored
        closed_once(session, STEP)
