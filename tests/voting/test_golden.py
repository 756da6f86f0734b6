"""Every official result of the collection, by the rule that its file declares."""

from pathlib import Path

import pytest

from tests.voting.collection import COLLECTION, SEEDS
from voting import pabulib
from voting.declared import UnknownRule
from voting.methods import METHODS
from voting.recount import recount

SEED_FILES = sorted(SEEDS.glob("*.pb"))
FILES = sorted(COLLECTION.glob("*.pb")) if COLLECTION else []
DIFFERENT: dict[str, str] = {}
"""Files whose official result the declared rule does not give, and words of the reason found."""

# The published results of the cities that counted by Equal Shares.
EQUAL_SHARES = {
    "Netherlands_Assen_2024.pb": {"3", "9", "2", "11", "13", "14", "5", "6", "12"},
}


def _recounted(path: Path) -> None:
    election, profile = pabulib.read(path)
    try:
        result = recount(election, profile)
    except UnknownRule as unknown:
        pytest.skip(f"{path.name}: {unknown}")
    if path.name in DIFFERENT:
        assert any(DIFFERENT[path.name] in reason for reason in result.reasons)
    else:
        assert result.equal, result.reasons


@pytest.mark.parametrize("path", SEED_FILES, ids=lambda path: path.stem[:40])
def test_official_result_of_shipped_elections(path: Path) -> None:
    _recounted(path)


@pytest.mark.skipif(not FILES, reason="the collection is not on this machine")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:40])
def test_official_result_of_the_collection(path: Path) -> None:
    _recounted(path)


@pytest.mark.skipif(not FILES, reason="the collection is not on this machine")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:40])
def test_totals_that_the_file_states(path: Path) -> None:
    election, profile = pabulib.read(path)
    for i, project in enumerate(election.projects):
        if project.extra.get("votes"):
            assert int(project.extra["votes"]) == profile.supporters[i], project.id
        if project.extra.get("score"):
            assert int(project.extra["score"]) == profile.points[i], project.id


@pytest.mark.skipif(not FILES, reason="the collection is not on this machine")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:40])
def test_every_method_stays_within_the_budget(path: Path) -> None:
    if path.stat().st_size > 60_000:
        pytest.skip(f"{path.name}: too large for the gate")
    election, profile = pabulib.read(path)
    for method in METHODS.values():
        if profile.type in method.ballot_types:
            outcome = method.run(election, profile)
            costs = sum(election.costs[election.index[name]] for name in outcome.winners)
            assert outcome.spent == costs <= election.budget or outcome.partial


def test_amsterdam_centrum_2021() -> None:
    election, profile = pabulib.read(SEEDS / "Netherlands_Amsterdam_417.pb")
    assert (election.budget, len(election.projects), profile.n_voters) == (30_000_000, 39, 9_562)
    outcome = METHODS["greedy"].run(election, profile)
    assert len(outcome.winners) == 20
    assert outcome.winners[:3] == ("40256", "40258", "40262")
    assert outcome.spent == 29_955_000


@pytest.mark.parametrize("name", EQUAL_SHARES)
def test_published_equal_shares(name: str) -> None:
    election, profile = pabulib.read(SEEDS / name)
    outcome = METHODS["equal-shares"].run(election, profile)
    assert set(outcome.winners) == EQUAL_SHARES[name]
