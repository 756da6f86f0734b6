"""Instant run-off for whole packages: the weakest drops out until one has more than half."""

from __future__ import annotations

from voting.ballots import CHOOSE_ONE, ORDINAL, Profile
from voting.election import Election
from voting.method import TIE, Method, Text
from voting.methods._packages import candidates, first_choices, one_winner, tallied
from voting.methods._packages_why import explain_rounds
from voting.methods._ties import TieLog
from voting.outcome import Outcome, Step
from voting.ties import TieBreaker


def count(election: Election, profile: Profile, *, tie: str) -> Outcome:
    """Rounds until a package has more than half of the ballots that still name one.

    Each round the package with fewest ballots drops out; of equals, the one that the tie rule
    likes least. Ballots that name no package any more are exhausted.
    """
    log = TieLog(TieBreaker(tie, election, profile))
    remaining = candidates(election)
    steps: list[Step] = []
    winner: int | None = None
    while remaining and winner is None:
        tally, exhausted = first_choices(profile, remaining)
        votes = tallied(election, tally)
        steps.append(Step("tally", None, {"votes": votes, "exhausted": exhausted}))
        if not any(tally.values()):
            break
        top = max(tally.values())
        if 2 * top > sum(tally.values()) or len(remaining) == 1:
            winner = log.best(remaining, tally.__getitem__)
        else:
            out = log.worst(remaining, tally.__getitem__)
            facts = {"reason": "fewest", "votes": tally[out], "round": (len(steps) + 1) // 2}
            steps.append(Step("eliminate", election.projects[out].id, facts))
            remaining.remove(out)
    rounds = [step.data for step in steps if step.action == "tally"]
    details = {"rounds": rounds}
    return one_winner(
        election, profile, "instant-runoff", {"tie": tie}, winner, steps, log, details
    )


METHOD = Method(
    "instant-runoff",
    Text("Op volgorde, de laagste valt af", "Instant run-off"),
    Text(
        "Elke kiezer zet pakketten op volgorde. Het pakket dat het minst op één staat valt af, en "
        "die biljetten gaan naar hun volgende keus. Dat gaat door tot een pakket meer dan de helft "
        "heeft.",
        "Voters rank packages. The one with fewest first places drops out and its ballots move to "
        "their next choice, until one has more than half.",
    ),
    "Ireland's presidential elections; Ware, 1871",
    (ORDINAL, CHOOSE_ONE),
    (TIE,),
    count,
    whole_packages=True,
    explain=explain_rounds,
)
