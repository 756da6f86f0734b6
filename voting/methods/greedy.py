"""Greedy by score: fund from the top of the list, skip what no longer fits."""

from __future__ import annotations

from voting.ballots import BALLOT_TYPES, Profile
from voting.election import Election
from voting.method import TIE, Method, Text
from voting.outcome import Outcome, Step, make_outcome
from voting.ties import TieBreaker


def count(election: Election, profile: Profile, *, tie: str) -> Outcome:
    """Projects by score, highest first; each that fits in what is left is funded."""
    ranks = TieBreaker(tie, election, profile).ranks
    left, winners, steps = election.budget, [], []
    for i in sorted(election.eligible, key=lambda i: (-profile.points[i], ranks[i])):
        fits = election.costs[i] <= left
        steps.append(Step("fund" if fits else "skip", election.projects[i].id, {"left": left}))
        if fits:
            winners.append(i)
            left -= election.costs[i]
    return make_outcome(election, profile, "greedy", {"tie": tie}, winners, steps=tuple(steps))


METHOD = Method(
    "greedy",
    Text("Meeste stemmen, overslaan wat niet past", "Greedy by score, skipping what does not fit"),
    Text(
        "Het project met de meeste stemmen gaat eerst. Past een project niet meer in het geld dat "
        "over is, dan slaan we het over en kijken we naar het volgende.",
        "Projects by score, highest first; one that does not fit in what is left is skipped.",
    ),
    "Rule 'greedy' of the Pabulib collection",
    BALLOT_TYPES,
    (TIE,),
    count,
)
