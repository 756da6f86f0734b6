"""Turns: one at a time, again inside one's own, and never waiting for long."""

import threading
import time

import pytest

from budget_app import turns
from tests.support.together import together


def elsewhere(work: threading.Event, done: threading.Event) -> threading.Thread:
    """A thread that takes a turn, says so, and keeps it until told."""

    def hold() -> None:
        with turns.taken():
            work.set()
            done.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    assert work.wait(10)
    return thread


def test_one_at_a_time() -> None:
    most, inside, guard = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal most, inside
        for _ in range(20):
            with turns.taken():
                with guard:
                    inside += 1
                    most = max(most, inside)
                time.sleep(0.0005)
                with guard:
                    inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_turn_within_a_turn_goes_on_and_is_given_back() -> None:
    with turns.taken():
        started = time.perf_counter()
        with turns.taken():
            assert time.perf_counter() - started < turns.PATIENCE / 2
    done = threading.Event()
    thread = elsewhere(threading.Event(), done)  # it gets the turn, as nobody has it
    done.set()
    thread.join()


def test_who_waits_too_long_goes_on_beside_the_other() -> None:
    done = threading.Event()
    thread = elsewhere(threading.Event(), done)
    started = time.perf_counter()
    with turns.taken():
        waited = time.perf_counter() - started
    done.set()
    thread.join()
    assert waited >= turns.PATIENCE * 0.9


def test_a_few_share_and_one_inside_another_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 20)
    now, most, lock = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal now, most
        with turns.shared(), turns.shared():
            with lock:
                now += 1
                most = max(most, now)
            time.sleep(0.02)
            with lock:
                now -= 1

    assert together([work] * 12) == [None] * 12
    assert most == turns.AT_ONCE
