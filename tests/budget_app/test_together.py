"""Deeds that are stored together stay the deeds of each."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from budget_app.db import Database
from budget_app.errors import NotFound
from budget_app.together import MOST, Together

REFUSED, REFUSED_TOO_LATE = -1, -2


class Box:
    """A table of numbers, with the transactions on it counted; the first waits for `all_came`."""

    def __init__(self, database: Database) -> None:
        self.database, self.begun, self.all_came = database, 0, Event()
        self.together = Together(self.begin, self.put_each)
        with database.deed() as connection:
            connection.execute(sa.text("CREATE TABLE box (number INTEGER PRIMARY KEY)"))

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        self.begun += 1
        assert self.all_came.wait(10)
        with self.database.deed() as connection:
            yield connection

    def put_each(self, connection: sa.Connection, numbers: Sequence[int]) -> list[int | Exception]:
        return [self.put(connection, number) for number in numbers]

    def put(self, connection: sa.Connection, number: int) -> int | Exception:
        """A number that is there already breaks the table's rule."""
        if number == REFUSED:
            return NotFound()
        connection.execute(sa.text("INSERT INTO box VALUES (:number)"), {"number": number})
        if number == REFUSED_TOO_LATE:
            raise NotFound
        return number

    def put_all(self, *numbers: int) -> list[object]:
        """What each was answered, all having come before the first transaction began its work."""

        async def go() -> list[object]:
            deeds = [self.together.do(number) for number in numbers]
            asyncio.get_running_loop().call_later(0.05, self.all_came.set)
            return list(await asyncio.gather(*deeds, return_exceptions=True))

        return asyncio.run(go())

    def content(self) -> list[int]:
        with self.database.deed() as connection:
            return list(connection.execute(sa.text("SELECT number FROM box ORDER BY 1")).scalars())


@pytest.fixture
def box(database: Database) -> Box:
    return Box(database)


def test_those_that_wait_share_a_transaction(box: Box) -> None:
    numbers = range(MOST + 2)
    assert box.put_all(*numbers) == list(numbers)
    assert box.content() == list(numbers)
    assert box.begun == 3, "the first alone, then as many as fit, then the rest"


@pytest.mark.parametrize(
    ("wrong", "error"), [(REFUSED, NotFound), (REFUSED_TOO_LATE, NotFound), (1, IntegrityError)]
)
def test_one_that_fails_takes_no_other_with_it(
    box: Box, wrong: int, error: type[Exception]
) -> None:
    *done, failed, last = box.put_all(1, 2, 3, wrong, 4)
    assert done == [1, 2, 3]
    assert isinstance(failed, error)
    assert last == 4
    assert box.content() == [1, 2, 3, 4]


def test_nobody_is_answered_before_the_commit(database: Database) -> None:
    stored, may_commit = Event(), Event()

    @contextmanager
    def slow() -> Iterator[sa.Connection]:
        with database.deed() as connection:
            yield connection
            stored.set()
            assert may_commit.wait(10)

    async def go() -> int:
        asked = asyncio.create_task(Together(slow, lambda _connection, asked: asked).do(1))
        await asyncio.to_thread(stored.wait, 10)
        await asyncio.sleep(0.05)
        assert not asked.done()
        may_commit.set()
        return await asked

    assert asyncio.run(go()) == 1


def test_all_hear_that_no_transaction_can_begin() -> None:
    begun = 0

    @contextmanager
    def broken() -> Iterator[sa.Connection]:
        nonlocal begun
        begun += 1
        raise sa.exc.TimeoutError
        yield

    def never(_connection: sa.Connection, _asked: Sequence[int]) -> list[int | Exception]:
        raise AssertionError("there is no transaction")

    async def go(together: Together[int, int]) -> list[object]:
        deeds = [together.do(number) for number in range(5)]
        return list(await asyncio.gather(*deeds, return_exceptions=True))

    answers = asyncio.run(go(Together(broken, never)))
    assert [type(answer) for answer in answers] == [sa.exc.TimeoutError] * 5
    assert begun <= 2, "each waits as long as one"


def test_who_went_away_leaves_the_others_their_answer(box: Box) -> None:
    async def go() -> int:
        first = asyncio.create_task(box.together.do(0))
        gone = asyncio.create_task(box.together.do(1))
        stays = asyncio.create_task(box.together.do(2))
        await asyncio.sleep(0)
        gone.cancel()
        box.all_came.set()
        await first
        return await asyncio.wait_for(stays, 5)

    assert asyncio.run(go()) == 2
    assert box.content() == [0, 1, 2], "a deed that was asked for is done"
