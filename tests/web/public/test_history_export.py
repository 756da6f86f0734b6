"""The exported history can be checked by following its own explanation, and nothing else."""

import hashlib
import json
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest

from budget_app import turns
from budget_app.db import Database
from budget_app.history import export
from budget_app.history import service as history
from budget_app.history.export import HOW_TO_VERIFY
from tests.support import jury_round
from tests.support.jury_round import NOW
from tests.support.site import Site

ADDRESS = "/ronde/wijkbudget-testwijk/geschiedenis.json"


def faults(export: dict[str, Any]) -> list[int]:
    """Written from `how_to_verify`, without a line of the platform's own code."""
    wrong = []
    links = {seq: (previous, hash) for seq, previous, hash in export["others"]}
    for entry in export["entries"]:
        content = {key: value for key, value in entry.items() if key != "hash"}
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        if hashlib.sha256(text.encode()).hexdigest() != entry["hash"]:
            wrong.append(entry["seq"])
        links[entry["seq"]] = (entry["previous_hash"], entry["hash"])
    previous = "0" * 64
    for seq in range(1, max(links) + 1):
        if seq not in links or links[seq][0] != previous:
            wrong.append(seq)
        previous = links.get(seq, ("", ""))[1]
    if (max(links), previous) != (export["head"]["seq"], export["head"]["hash"]):
        wrong.append(0)
    return wrong


def in_threads(pieces: Iterator[str], between: Callable[[], None]) -> str:
    """All pieces, each asked for by a thread of its own, as a server may do."""
    found: list[str | BaseException] = []

    def ask() -> None:
        try:
            found.append(next(pieces))
        except BaseException as error:
            found.append(error)

    while not found or isinstance(found[-1], str):
        asking = Thread(target=ask)
        asking.start()
        asking.join()
        between()
    assert isinstance(found[-1], StopIteration), found[-1]
    return "".join(str(piece) for piece in found[:-1])


@pytest.fixture
def exported(sqlite_database: Database) -> dict[str, Any]:
    world = jury_round.make(sqlite_database)
    with sqlite_database.write() as session:
        world.project(session)
        history.append(session, NOW, "klok", "elders", "elsewhere")
    answer = Site(sqlite_database).visitor().get(ADDRESS)
    assert answer.status_code == 200
    assert "geschiedenis-wijkbudget-testwijk.json" in answer.headers["content-disposition"]
    found: dict[str, Any] = answer.json()
    return found


def test_the_export_holds_by_its_own_explanation(exported: dict[str, Any]) -> None:
    assert exported["how_to_verify"] == HOW_TO_VERIFY
    assert len(exported["entries"]) > 5
    assert len(exported["others"]) == 1
    assert faults(exported) == []


def test_what_was_altered_in_the_export_shows(exported: dict[str, Any]) -> None:
    exported["entries"][2]["actor"] = "iemand anders"
    assert faults(exported) == [3]
    exported["entries"].pop(2)
    assert faults(exported) == [3, 4]


def test_only_of_rounds_that_are_public(sqlite_database: Database) -> None:
    assert Site(sqlite_database).visitor().get("/ronde/niets/geschiedenis.json").status_code == 404


def test_nothing_is_held_between_two_pieces(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever downloads slowly keeps no turn, no transaction and no connection from others."""
    monkeypatch.setattr(export, "PART", 2)
    world = jury_round.make(database)
    with database.write() as session:
        world.project(session)
        for _ in range(3):
            history.append(session, NOW, "klok", "elders", "elsewhere")
    held = []

    def look() -> None:
        with turns.taken() as mine:
            held.append((mine, database.reader.pool.checkedout()))  # type: ignore[attr-defined]

    text = in_threads(export.lines(database.read, world.round_id), look)
    assert set(held) == {(True, 0)}
    assert len(held) > 6
    assert faults(json.loads(text)) == []
    assert len(json.loads(text)["others"]) == 3


def test_an_export_of_no_history_is_whole(sqlite_database: Database) -> None:
    found = json.loads("".join(export.lines(sqlite_database.read, 1)))
    assert (found["entries"], found["others"]) == ([], [])
