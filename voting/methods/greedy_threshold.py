"""Greedy by score among the projects that reach a minimum score."""

from __future__ import annotations

from typing import Any

from voting.ballots import BALLOT_TYPES, Profile
from voting.election import Election
from voting.method import Method, Text
from voting.methods._greedy import COMMON, count_greedy
from voting.methods._greedy_why import explain_greedy
from voting.outcome import Outcome


def count(election: Election, profile: Profile, **parameters: Any) -> Outcome:
    """As greedy; projects whose score is below `threshold` take no part."""
    return count_greedy("greedy-threshold", election, profile, parameters)


METHOD = Method(
    "greedy-threshold",
    Text("Meeste stemmen, met een ondergrens", "Greedy by score with a minimum score"),
    Text(
        "Alleen projecten met genoeg stemmen doen mee. Daarvan gaat het project met de meeste "
        "stemmen eerst; wat niet past, slaan we over.",
        "Projects below the minimum score drop out; the rest by score, skipping what does not fit.",
    ),
    "Rule 'greedy-threshold' of the Pabulib collection; Łódź, Warsaw from 2025, Częstochowa",
    BALLOT_TYPES,
    COMMON,
    count,
    explain=explain_greedy,
)
