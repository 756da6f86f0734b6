"""Deeds that are stored together stay the deeds of each."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from budget_app.db import Database
from budget_app.errors import NotFound
from budget_app.together import MOST, Together


class Box:
    """A table of numbers, with the transactions on it counted; the first waits for `all_came`."""

    def __init__(self, database: Database) -> None:
        self.database, self.begun, self.all_came = database, 0, Event()
        self.together = Together(self.begin)
        with database.deed() as connection:
            connection.execute(sa.text("CREATE TABLE box (number INTEGER PRIMARY KEY)"))

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        self.begun += 1
        assert self.all_came.wait(10)
        with self.database.deed() as connection:
            yield connection

    def put(self, number: int, connection: sa.Connection) -> int:
        """A number that is there already breaks the table's rule; a negative one is refused."""
        if number < 0:
            raise NotFound
        connection.execute(sa.text("INSERT INTO box VALUES (:number)"), {"number": number})
        return number

    def put_all(self, *numbers: int) -> list[object]:
        """What each was answered, all having come before the first transaction began its work."""

        async def go() -> list[object]:
            deeds = [self.together.do(partial(self.put, number)) for number in numbers]
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


@pytest.mark.parametrize(("wrong", "error"), [(-1, NotFound), (1, IntegrityError)])
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
        asked = asyncio.create_task(Together(slow).do(lambda _connection: 1))
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

    def never(connection: sa.Connection) -> None:
        raise AssertionError("there is no transaction")

    async def go(together: Together, deed: Callable[[sa.Connection], None]) -> list[object]:
        deeds = [together.do(deed) for _ in range(5)]
        return list(await asyncio.gather(*deeds, return_exceptions=True))

    answers = asyncio.run(go(Together(broken), never))
    assert [type(answer) for answer in answers] == [sa.exc.TimeoutError] * 5
    assert begun <= 2, "each waits as long as one"


def test_who_went_away_leaves_the_others_their_answer(box: Box) -> None:
    async def go() -> int:
        first = asyncio.create_task(box.together.do(partial(box.put, 0)))
        gone = asyncio.create_task(box.together.do(partial(box.put, 1)))
        stays = asyncio.create_task(box.together.do(partial(box.put, 2)))
        await asyncio.sleep(0)
        gone.cancel()
        box.all_came.set()
        await first
        return await asyncio.wait_for(stays, 5)

    assert asyncio.run(go()) == 2
    assert box.content() == [0, 1, 2], "a deed that was asked for is done"
