"""Store the deeds of many people in one transaction.

In the last hour of a vote most of a server's time would go into threads that wait for each other
and for the disk. So deeds that come in while one transaction commits go together in the next. Each
is answered after the commit that holds it, and one that is refused takes no other with it.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

MOST = 64  # deeds in one transaction
Asked = TypeVar("Asked")
Done = TypeVar("Done")
Answer = asyncio.Future[Any]


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    """What someone asks, and where the outcome is awaited."""

    asked: Any
    answer: Answer


class Together(Generic[Asked, Done]):
    """One thread that does what waits; `begin` gives a transaction, and `deed` does it for all.

    `deed` gives an outcome for each that asks, in their order: an exception for one that is refused
    and wrote nothing. What it raises undoes what it did for all, and then it is called for each
    by itself; so it does nothing that its transaction does not undo.
    """

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[sa.Connection]],
        deed: Callable[[sa.Connection, Sequence[Asked]], Sequence[Done | Exception]],
    ) -> None:
        self._begin, self._deed = begin, deed
        self._lock = Lock()
        self._waiting: list[_Waiting] = []
        self._busy = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="together")

    async def do(self, asked: Asked) -> Done:
        """The outcome of what is asked, once it is committed, or raised once it is undone."""
        answer: asyncio.Future[Done] = asyncio.get_running_loop().create_future()
        with self._lock:
            self._waiting.append(_Waiting(asked, answer))
            idle, self._busy = not self._busy, True
        if idle:
            self._thread.submit(self._work)
        return await answer

    def _work(self) -> None:
        while batch := self._next():
            self._store(batch)

    def _next(self) -> list[_Waiting]:
        with self._lock:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            self._busy = bool(batch)
        return batch

    def _store(self, batch: list[_Waiting]) -> None:
        began = False
        try:
            with self._begin() as connection:
                began = True
                done = self._deed(connection, [one.asked for one in batch])
        except Exception as error:
            if not began or len(batch) == 1:
                _answer(batch, [error] * len(batch))
                return
            for one in batch:  # all are undone; now each by itself, so that one fails alone
                self._store([one])
            return
        _answer(batch, done)


def _answer(batch: list[_Waiting], outcomes: Sequence[Any]) -> None:
    """Tell who waits, in their own event loops, which are woken once each."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[Answer, Any]]] = defaultdict(list)
    for one, outcome in zip(batch, outcomes, strict=True):
        by_loop[one.answer.get_loop()].append((one.answer, outcome))
    for loop, told in by_loop.items():
        with suppress(RuntimeError):  # it is closed: nobody waits there any more
            loop.call_soon_threadsafe(_settle, told)


def _settle(told: list[tuple[Answer, Any]]) -> None:
    for answer, outcome in told:
        if answer.done():  # who asked went away
            continue
        if isinstance(outcome, Exception):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)
