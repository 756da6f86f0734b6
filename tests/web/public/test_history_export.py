"""The exported history can be checked by following its own explanation, and nothing else."""

import hashlib
import json
from typing import Any

import pytest

from budget_app.db import Database
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
