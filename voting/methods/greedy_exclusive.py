"""Greedy by score with projects that exclude each other."""

from __future__ import annotations

from typing import Any

from voting.ballots import BALLOT_TYPES, Profile
from voting.election import Election
from voting.method import Method, Text
from voting.methods._greedy import COMMON, count_greedy
from voting.methods._greedy_why import explain_greedy
from voting.outcome import Outcome


def count(election: Election, profile: Profile, **parameters: Any) -> Outcome:
    """As greedy; of an exclusive group only the first that is funded goes ahead."""
    return count_greedy("greedy-exclusive", election, profile, parameters, exclusive=True)


METHOD = Method(
    "greedy-exclusive",
    Text("Meeste stemmen, met plannen die elkaar uitsluiten", "Greedy with exclusive groups"),
    Text(
        "Het project met de meeste stemmen gaat eerst. Van plannen die elkaar uitsluiten, zoals "
        "twee plannen voor dezelfde plek, kan er één winnen.",
        "As greedy; of projects that exclude each other, such as two for one site, one can win.",
    ),
    "Rule 'greedy-exclusive' of the Pabulib collection; Warsaw 2024",
    BALLOT_TYPES,
    COMMON,
    count,
    explain=explain_greedy,
)
