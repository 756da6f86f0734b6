"""How far a long count has come, for whoever listens: a hook that changes no outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[str], None]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Within this block, `listener` hears a short English sentence at every step of a count."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(said: Callable[[], str]) -> None:
    """Tell the listener; without one, the sentence is not even made."""
    listener = _listener.get()
    if listener is not None:
        listener(said())
