"""Greedy by score: fund from the top of the list, skip what no longer fits."""

from __future__ import annotations

from typing import Any

from voting.ballots import BALLOT_TYPES, Profile
from voting.election import Election
from voting.method import Method, Text
from voting.methods._greedy import COMMON, count_greedy
from voting.methods._greedy_why import explain_greedy
from voting.outcome import Outcome


def count(election: Election, profile: Profile, **parameters: Any) -> Outcome:
    """Projects by score, highest first; each that fits in what is left is funded."""
    return count_greedy("greedy", election, profile, parameters)


METHOD = Method(
    "greedy",
    Text("Meeste stemmen, overslaan wat niet past", "Greedy by score, skipping what does not fit"),
    Text(
        "Het project met de meeste stemmen gaat eerst. Past een project niet meer in het geld dat "
        "over is, dan slaan we het over en kijken we naar het volgende.",
        "Projects by score, highest first; one that does not fit in what is left is skipped.",
    ),
    "Rule 'greedy' of the Pabulib collection; Amsterdam, Kraków, Warsaw to 2023",
    BALLOT_TYPES,
    COMMON,
    count,
    explain=explain_greedy,
)
