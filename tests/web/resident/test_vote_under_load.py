"""Real server processes, real parallelism: one ballot per voter, and none that is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event, Thread

import httpx2
import pytest
from sqlmodel import Session, select

from budget_app.ballots import service as ballots
from budget_app.ballots.models import Ballot, Participation, Result
from budget_app.db import Database
from tests.support import vote_round
from tests.support.server import AppServer, StartServer
from tests.support.site import SECRET
from tests.support.vote_round import CLOSES, NOW, VoteRound
from tests.support.voter import CODE, Fields, Voter, at_server

pytestmark = pytest.mark.slow
SERVER = {"secret_key": SECRET, "rate_limit": "1000000/minute", "quiet": True}
Press = tuple[Voter, Fields]


def start_at(start_server: StartServer, url: str) -> AppServer:
    server = start_server(url, **SERVER)
    server.set_now(NOW + timedelta(minutes=1))
    return server


def press(job: Press) -> httpx2.Response | None:
    """Press the button; None when the server was gone before it answered."""
    voter, fields = job
    try:
        return voter.confirm(fields)
    except httpx2.TransportError:
        return None


def all_at_once(jobs: list[Press], workers: int = 50) -> list[httpx2.Response | None]:
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(press, jobs))


def counted(response: httpx2.Response | None) -> str | None:
    """The receipt code that a page gives with "your vote counts"."""
    if response is None or response.status_code != 200 or "Uw stem telt<" not in response.text:
        return None
    return CODE.findall(response.text)[0]


def in_the_box(session: Session, world: VoteRound, code: str) -> bool:
    key = ballots.receipt_hash_of(SECRET, world.vote(session), code)
    return session.get(Ballot, key) is not None


def hundred_clicks(world: VoteRound, servers: list[AppServer]) -> None:
    """Two voters, five browsers each with a review page of its own, ten clicks in each."""
    jobs: list[Press] = []
    for account_id in world.voters[:2]:
        for browser in range(5):
            server = servers[browser % len(servers)]
            voter = at_server(server, world.db, account_id, world.slug)
            fields, _ = voter.review({"ideas": [str(browser % 5 + 1)]})
            voter.visitor.token("/bonnetje")
            jobs += [(voter, fields)] * 10
    answers = all_at_once(jobs)
    codes = {code for code in map(counted, answers) if code}
    refused = [answer for answer in answers if answer is not None and not counted(answer)]
    with world.db.read() as session:
        assert len(session.exec(select(Participation)).all()) == 2
        assert len(session.exec(select(Ballot)).all()) == 2
        assert len(codes) == 2
        assert all(in_the_box(session, world, code) for code in codes)
    assert all(answer.status_code == 409 for answer in refused)
    assert all("U hebt al gestemd" in answer.text for answer in refused)


def test_two_voters_hundred_parallel_clicks_give_two_ballots(
    database: Database, start_server: StartServer
) -> None:
    world = vote_round.make(database)
    hundred_clicks(world, [start_at(start_server, database.url)])


@pytest.mark.postgres
def test_the_same_holds_with_two_servers(postgres_url: str, start_server: StartServer) -> None:
    database = Database(postgres_url)
    world = vote_round.make(database)
    hundred_clicks(world, [start_at(start_server, postgres_url) for _ in range(2)])
    database.dispose()


def ready(world: VoteRound, server: AppServer, voters: int) -> list[Press]:
    """This many voters with their finger on the button."""

    def prepare(account_id: int) -> Press:
        voter = at_server(server, world.db, account_id, world.slug)
        return voter, voter.review({"ideas": ["1", "2"]})[0]

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(prepare, world.voters[:voters]))


def test_nobody_votes_one_second_after_closing(
    database: Database, start_server: StartServer
) -> None:
    world = vote_round.make(database)
    server = start_at(start_server, database.url)
    (first, fields), (second, late_fields) = ready(world, server, 2)
    server.set_now(CLOSES - timedelta(seconds=1))
    assert counted(first.confirm(fields))
    server.set_now(CLOSES + timedelta(seconds=1))
    late = second.confirm(late_fields)
    assert late.status_code == 409
    assert "De stemming is gesloten" in late.text
    with world.db.read() as session:
        assert len(session.exec(select(Ballot)).all()) == 1


def test_closing_during_the_rush_counts_every_ballot_that_was_acknowledged(
    database: Database, start_server: StartServer
) -> None:
    world = vote_round.make(database, voters=40)
    jobs = ready(world, start_at(start_server, database.url), 40)
    with ThreadPoolExecutor(41) as pool:
        pressed = [pool.submit(press, job) for job in jobs[:20]]
        closing = pool.submit(world.close, NOW + timedelta(minutes=2))
        pressed += [pool.submit(press, job) for job in jobs[20:]]
        closing.result()
        answers = [future.result() for future in pressed]
    codes = [code for code in map(counted, answers) if code]
    with world.db.read() as session:
        result = session.exec(select(Result)).one()
        assert result.outcome["voters"] == len(session.exec(select(Ballot)).all()) == len(codes)
        assert all(in_the_box(session, world, code) for code in codes)
    refused = [answer for answer in answers if answer is not None and answer.status_code == 409]
    assert len(codes) + len(refused) == 40


def test_a_killed_server_loses_no_acknowledged_ballot(
    database: Database, start_server: StartServer
) -> None:
    world = vote_round.make(database, voters=60)
    server = start_at(start_server, database.url)
    jobs = ready(world, server, 60)
    acknowledged: list[str] = []
    last_breath = Event()

    def vote(job: Press) -> None:
        code = counted(press(job))
        if code:
            acknowledged.append(code)

    def power_cut() -> None:
        while len(acknowledged) < 15:
            last_breath.wait(0.005)
        server.kill()

    cut = Thread(target=power_cut)
    cut.start()
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(vote, jobs))
    cut.join()
    assert 15 <= len(acknowledged) < 60  # it died while people were voting
    server.start()
    with world.db.read() as session:
        assert all(in_the_box(session, world, code) for code in acknowledged)
        taken_part = len(session.exec(select(Participation)).all())
        assert taken_part == len(session.exec(select(Ballot)).all())
