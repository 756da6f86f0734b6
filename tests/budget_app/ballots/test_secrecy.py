"""Nothing that is stored joins who took part to what was voted: try every way after closing."""

import itertools
import random
import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, SQLModel, select

from budget_app import timer
from budget_app.ballots import box, closing, wiping
from budget_app.ballots import service as ballots
from budget_app.ballots.models import Ballot, Participation
from budget_app.clock import FixedClock
from budget_app.db import Database, on_sqlite
from tests.support import vote_round
from tests.support.site import SECRET
from tests.support.vote_round import NOW, VoteRound

VOTERS = 60
HIDDEN_COLUMNS = "ctid, xmin, xmax, cmin, cmax"


def receipt(number: int) -> str:
    """Codes as random as real ones, the same in every run."""
    chance = random.Random(number)
    return f"PAUW-{chance.randrange(10_000):04d}-ROOS-{chance.randrange(10_000):04d}"


@pytest.fixture
def order() -> list[int]:
    """In which order people vote: any but that of their accounts."""
    numbers = list(range(VOTERS))
    random.Random(7).shuffle(numbers)
    return numbers


def sixty_votes(database: Database, order: Sequence[int]) -> VoteRound:
    """Sixty people vote one after the other; their points tell the test who they are."""
    world = vote_round.make(database, voters=VOTERS, ballot={"type": "points", "points": 1000})
    for number in order:
        with database.write() as session:
            vote, voter = world.vote(session), world.voters[number]
            clock = FixedClock(NOW)
            box.cast(session, vote, voter, {1: number + 1}, receipt(number), SECRET, clock)
    return world


@pytest.fixture
def voted(database: Database, order: Sequence[int]) -> VoteRound:
    return sixty_votes(database, order)


def stored_order(session: Session, table: type[SQLModel], column: str) -> list[Any]:
    """The rows as the database happens to hold them."""
    name = table.__tablename__
    order = "" if on_sqlite(session) else "ORDER BY ctid"
    return list(
        session.connection().execute(sa.text(f"SELECT {column} FROM {name} {order}")).scalars()
    )


def who(content: str) -> int:
    """Which of the sixty this ballot is from, as only the test can know."""
    return int(re.findall(r": (\d+)", content)[0]) - 1


def matches(one: Iterable[int], other: Iterable[int]) -> int:
    """How often the same person stands at the same place in both lists."""
    return sum(a == b for a, b in zip(one, other, strict=True))


def test_the_place_of_rows_tells_nothing(voted: VoteRound, order: Sequence[int]) -> None:
    voted.close()
    number_of = {account: number for number, account in enumerate(voted.voters)}
    with voted.db.read() as session:
        people = [number_of[a] for a in stored_order(session, Participation, "account_id")]
        votes = [who(text) for text in stored_order(session, Ballot, "content")]
    assert sorted(people) == sorted(votes) == list(range(VOTERS))
    assert people == sorted(people)  # by account, whoever voted first
    # Sixty pairs at random have one match on average; ten or more do not happen by chance.
    assert matches(people, votes) < 10
    assert matches(order, people) < 10
    assert matches(order, votes) < 10


def test_hidden_columns_of_postgres_tell_nothing(postgres_url: str, order: Sequence[int]) -> None:
    database = Database(postgres_url)
    world = sixty_votes(database, order)
    join = sa.text("SELECT count(*) FROM participation p JOIN ballot b ON p.xmin = b.xmin")
    seen = sa.text("SELECT count(DISTINCT xmin::text) FROM ballot")
    with database.read() as session:
        assert session.connection().execute(join).scalar_one() == VOTERS  # while it is open: yes
    world.close()
    with database.read() as session:
        assert session.connection().execute(seen).scalar_one() == 1
        assert session.connection().execute(join).scalar_one() == VOTERS * VOTERS
        for table in ("participation", "ballot"):
            rows = session.connection().execute(sa.text(f"SELECT {HIDDEN_COLUMNS} FROM {table}"))
            assert len({(row.xmin, row.xmax) for row in rows}) == 1
    database.dispose()


def test_no_column_of_any_table_joins_the_two(voted: VoteRound) -> None:
    """Every value of a ballot against every value of every table, JSON and logs included."""
    voted.close()
    inspector = sa.inspect(voted.db.reader)
    with voted.db.read() as session:
        secrets = {
            str(value)
            for row in session.connection().execute(sa.text("SELECT receipt_hash FROM ballot"))
            for value in (row.receipt_hash, row.receipt_hash[:16])
        }
        for name in inspector.get_table_names():
            if name in ("ballot", "result"):
                continue  # the ballots themselves, and the published file, which holds no voters
            rows = session.connection().execute(sa.text(f'SELECT * FROM "{name}"'))
            text = " ".join(str(value) for row in rows for value in row)
            assert not any(secret in text for secret in secrets), name
        published = session.connection().execute(sa.text("SELECT * FROM result")).mappings().one()
    tokens = set(re.findall(r"\w+", str(published["election_pb"])))
    assert not tokens & {f"account{a}" for a in voted.voters}
    columns = {column["name"] for column in inspector.get_columns("ballot")}
    assert columns == {"receipt_hash", "round_id", "step_key", "content"}
    assert {column["name"] for column in inspector.get_columns("participation")} == {
        "round_id",
        "step_key",
        "account_id",
        "area_code",
        "channel",
    }


def test_a_changed_ballot_leaves_no_trace(voted: VoteRound) -> None:
    """Who votes again changes a ballot row and touches no participation row."""
    with voted.db.read() as session:
        before = session.connection().execute(sa.text("SELECT * FROM participation")).all()
    with voted.db.write() as session:
        vote, clock = voted.vote(session), FixedClock(NOW)
        box.cast(session, vote, voted.voters[3], {2: 1}, receipt(3), SECRET, clock)
    with voted.db.read() as session:
        after = session.connection().execute(sa.text("SELECT * FROM participation")).all()
        total = session.connection().execute(sa.text("SELECT count(*) FROM ballot")).scalar_one()
        rows = session.connection().execute(sa.text("SELECT * FROM history_entry")).all()
    assert (before, total) == (after, VOTERS)
    assert not any("ballot" in str(row.deed) or "vote_cast" in str(row.deed) for row in rows)


def test_casting_writes_to_two_tables_only(voted: VoteRound) -> None:
    """No sequence, mail, history or log row appears with a ballot."""
    inspector = sa.inspect(voted.db.reader)
    names = inspector.get_table_names()

    def sizes() -> dict[str, int]:
        with voted.db.read() as session:
            return {
                name: session.connection()
                .execute(sa.text(f'SELECT count(*) FROM "{name}"'))
                .scalar_one()
                for name in names
            }

    with voted.db.write() as session:
        newcomer = voted.person(session)
    before = sizes()
    with voted.db.write() as session:
        box.cast(session, voted.vote(session), newcomer, {1: 1}, "X-1", SECRET, FixedClock(NOW))
    grown = {name for name, size in sizes().items() if size != before[name]}
    assert grown == {"ballot", "participation"}


def test_codes_of_two_votes_have_nothing_in_common(voted: VoteRound) -> None:
    with voted.db.read() as session:
        vote = voted.vote(session)
        other = ballots.Vote(vote.round, vote.step.model_copy(update={"key": "nog-een"}))
        hashes = {
            ballots.receipt_hash_of(key, one, receipt(1))
            for key, one in itertools.product((SECRET, "another"), (vote, other))
        }
    assert len(hashes) == 4


def stale_rows(database: Database) -> int:
    """Bytes or pages in which rows as they stood before closing could still be read."""
    if database.is_sqlite:
        return Path(str(database.url).removeprefix("sqlite:///") + "-wal").stat().st_size
    with database.read() as session:
        pages = "SELECT pg_relation_size('participation') / current_setting('block_size')::int"
        return int(session.connection().execute(sa.text(pages)).scalar_one()) - 1


def test_what_was_rewritten_is_wiped_from_the_files(voted: VoteRound) -> None:
    """After the timer's clean-up no earlier version of a row is left to be read back."""
    voted.close(NOW)
    # Sixty rows fill less than a page, so as many dead ones would not show: make it thousands.
    with voted.db.write() as session:
        vote = voted.vote(session)
        for _ in range(1 if voted.db.is_sqlite else 12):
            closing.shuffle(session, Participation, vote, "account_id")
    assert stale_rows(voted.db) > 0
    clock = FixedClock(NOW + timedelta(minutes=1))
    wiped = "wiped what a vote left in the files"
    assert wiped in timer.tick(voted.db, clock)
    assert stale_rows(voted.db) == 0


def test_wiping_goes_on_for_a_while_and_not_for_ever(voted: VoteRound) -> None:
    """Once in a quarter of an hour over all servers, and at least twice after each count."""
    voted.close(NOW)
    times = [
        minute for minute in range(120)
        if wiping.wipe_in_turn(voted.db, NOW + timedelta(minutes=minute))
    ]  # fmt: skip
    assert times == [0, 15, 30]


@pytest.mark.postgres
def test_wiping_does_not_make_voters_wait_behind_someone_who_reads(postgres_url: str) -> None:
    database = Database(postgres_url)
    world = vote_round.make(database)
    world.close(NOW)
    with database.read() as session:
        session.exec(select(Ballot)).all()
        assert wiping.wipe_in_turn(database, NOW) == []
    assert wiping.wipe_in_turn(database, NOW) == []
    assert wiping.wipe_in_turn(database, NOW + timedelta(minutes=15)) != []
    with database.read() as session:
        assert session.connection().execute(sa.text("SHOW lock_timeout")).scalar_one() == "0"
    database.dispose()
