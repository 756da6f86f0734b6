"""Several threads that begin at the same moment, each with a session of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any


def together(deeds: Sequence[Callable[[], Any]]) -> list[Any]:
    """Do all of these at once; what each returned or raised, in the order given."""
    gate = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return deed()
        except Exception as error:  # handed to the test, which says what it expects
            return error

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
