"""Tie rules by name, and the lot that anyone can repeat."""

import hashlib
from dataclasses import replace

import pytest

from voting.ballots import Profile
from voting.election import Election, Project
from voting.errors import ParameterError
from voting.methods import METHODS
from voting.ties import TieBreaker, lot_number

PROJECTS = (Project("b", 300), Project("a", 100), Project("c", 200))
ELECTION = Election(300, PROJECTS)
BALLOTS = Profile.from_ballots(ELECTION, [{"a": 4}, {"b": 2}, {"b": 2}, {"c": 4}], "cumulative")


@pytest.mark.parametrize(
    ("rule", "order"),
    [
        ("cheaper", "acb"),
        ("dearer", "bca"),
        ("supporters", "bac"),
        ("list", "bac"),
        ("list:c,a", "cab"),
    ],
)
def test_rules(rule: str, order: str) -> None:
    breaker = TieBreaker(rule, ELECTION, BALLOTS)
    assert "".join(ELECTION.ids(breaker.order(range(3)))) == order


def test_the_first_of_the_rule_wins_and_the_tie_is_told() -> None:
    cheap = METHODS["greedy-no-skip"].run(ELECTION, BALLOTS, tie="cheaper")
    dear = METHODS["greedy-no-skip"].run(ELECTION, BALLOTS, tie="dearer")
    assert (cheap.winners, dear.winners) == (("a", "c"), ("b",))
    assert cheap.ties[0].projects == ("a", "c", "b")
    assert cheap.ties[0].decisive


def test_the_outcome_hash_covers_the_winners_and_their_order() -> None:
    outcome = METHODS["greedy"].run(ELECTION, BALLOTS)
    hashes = {
        replace(outcome, winners=winners).outcome_sha256
        for winners in (("a", "c"), ("c", "a"), ("a",), ())
    }
    assert len(hashes) == 4
    assert replace(outcome, steps=(), version="other").outcome_sha256 == outcome.outcome_sha256


def test_the_lot_is_sha_256_of_seed_colon_id() -> None:
    assert lot_number("2026", "a") == hashlib.sha256(b"2026:a").hexdigest()
    order = TieBreaker("lot:2026", ELECTION, BALLOTS).order(range(3))
    lots = [lot_number("2026", project) for project in ELECTION.ids(order)]
    assert lots == sorted(lots)


@pytest.mark.parametrize("rule", ["toss", "lot", "lot:", "cheaper:x", "", "list:"])
def test_unknown_rules_are_refused(rule: str) -> None:
    with pytest.raises(ParameterError, match="tie"):
        METHODS["greedy"].run(ELECTION, BALLOTS, tie=rule)
