"""The same counts by this library."""

from typing import Any

from tests.voting.oracle.cases import Case
from voting.ballots import Profile
from voting.election import CENTS, Election, Project
from voting.methods import METHODS
from voting.outcome import Outcome

RULES: dict[str, tuple[str, dict[str, Any]]] = {
    "greedy": ("greedy", {}),
    "equal-shares/cost": ("equal-shares", {"completion": "none"}),
    "equal-shares/cardinality": ("equal-shares", {"completion": "none", "utility": "cardinality"}),
    "equal-shares/cost/add1-exhaustive": (
        "equal-shares",
        {"completion": "add1", "stop": "exhaustive"},
    ),
    "phragmen": ("phragmen", {}),
    "knapsack-total": ("knapsack", {}),
    "cumulative-transfers": (
        "cumulative-transfers",
        {"measure": "excess", "completion": "none"},
    ),
}
"""Our method and parameters for each rule that pabutools counts by."""


def election_of(case: Case) -> tuple[Election, Profile]:
    """A case as an election in cents."""
    projects = tuple(Project(name, cost * CENTS) for name, cost in case["projects"].items())
    election = Election(case["budget"] * CENTS, projects, vote_type=case["type"])
    return election, Profile.from_ballots(election, case["ballots"], case["type"])


def outcome(case: Case, rule: str) -> Outcome:
    """Our outcome where pabutools counts by this rule."""
    election, profile = election_of(case)
    method, parameters = RULES[rule]
    return METHODS[method].run(election, profile, **parameters)


def count(case: Case, rule: str) -> Any:
    """What we say where pabutools says `rule`: ids in order, or the knapsack's total."""
    result = outcome(case, rule)
    return result.details["total"] if rule == "knapsack-total" else sorted(result.winners)
