"""Take turns at work that keeps the processor busy.

Python runs one thread at a time. Threads that interrupt one another halfway through a page, or at
every row that SQLite hands over, cost up to twice the work. So such work waits for its turn, but
never long: after a quarter of a second it goes on beside whatever takes so much time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, RLock, local

PATIENCE = 0.25  # seconds
AT_ONCE = 3  # threads that work between waits for a database elsewhere; more only interrupt
_turn = RLock()
_few = BoundedSemaphore(AT_ONCE)
_thread = local()


@contextmanager
def taken() -> Iterator[bool]:
    """Work inside the block has its turn; inside another turn of the same thread it goes on.

    Gives whether it is a turn of its own: no more when it waited too long. Never keep one over a
    `yield` to a server, which may go on in another thread: only the thread that took it ends it.
    """
    mine = _turn.acquire(timeout=PATIENCE)
    try:
        yield mine
    finally:
        if mine:
            _turn.release()


@contextmanager
def shared() -> Iterator[None]:
    """As `taken`, for work that waits now and then: a few do it at once."""
    if getattr(_thread, "shares", False):
        yield
        return
    mine = _few.acquire(timeout=PATIENCE)
    _thread.shares = True
    try:
        yield
    finally:
        _thread.shares = False
        if mine:
            _few.release()
