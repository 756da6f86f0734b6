"""Greedy by score that ends at the first project that does not fit."""

from __future__ import annotations

from typing import Any

from voting.ballots import BALLOT_TYPES, Profile
from voting.election import Election
from voting.method import Method, Text
from voting.methods._greedy import COMMON, count_greedy
from voting.methods._greedy_why import explain_greedy
from voting.outcome import Outcome


def count(election: Election, profile: Profile, **parameters: Any) -> Outcome:
    """Projects by score, highest first, until one does not fit; nothing below it is funded."""
    return count_greedy("greedy-no-skip", election, profile, parameters, stop=True)


METHOD = Method(
    "greedy-no-skip",
    Text("Meeste stemmen, stoppen bij wat niet past", "Greedy by score, stopping at a misfit"),
    Text(
        "Het project met de meeste stemmen gaat eerst. Zodra een project niet meer past in het "
        "geld dat over is, stoppen we.",
        "Projects by score, highest first; the first that does not fit ends the count.",
    ),
    "Rule 'greedy-no-skip' of the Pabulib collection; Wrocław, Gdynia",
    BALLOT_TYPES,
    COMMON,
    count,
    explain=explain_greedy,
)
