"""Poznań's rule: stop at the first misfit, and fund it too if most of its cost is left."""

from __future__ import annotations

from typing import Any

from voting.ballots import BALLOT_TYPES, Profile
from voting.election import Election
from voting.method import Method, Parameter, Text, ratio
from voting.methods._greedy import COMMON, count_greedy
from voting.methods._greedy_why import explain_greedy
from voting.outcome import Outcome

SHARE = Parameter(
    "share",
    "ratio",
    "4/5",
    Text(
        "Welk deel van de kosten er nog moet zijn om het volgende project ook te betalen; de rest "
        "komt uit een reserve.",
        "The share of its cost that must be left for the next project; a reserve pays the rest.",
    ),
)


def count(election: Election, profile: Profile, **parameters: Any) -> Outcome:
    """As greedy-no-skip; the project that ended it is funded if `share` of its cost is left."""
    share = ratio(parameters["share"])
    return count_greedy(
        "greedy-poznan", election, profile, parameters, stop=True, reserve_from=share
    )


METHOD = Method(
    "greedy-poznan",
    Text("Meeste stemmen, met aanvulling uit een reserve", "Poznań's 80% rule"),
    Text(
        "Het project met de meeste stemmen gaat eerst, tot er een niet meer past. Is er voor dat "
        "project nog minstens 80% van het geld, dan vult een reserve het aan.",
        "Projects by score until one does not fit; if at least 80% of its cost is left, it is "
        "funded too and a reserve pays the rest.",
    ),
    "Rule 'greedy-custom' of the Pabulib collection; Poznań 2021 to 2026",
    BALLOT_TYPES,
    (SHARE, *COMMON),
    count,
    explain=explain_greedy,
)
