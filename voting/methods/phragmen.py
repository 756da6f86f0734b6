"""Sequential Phragmén: money flows to all voters alike; whoever can pay for a project first, buys.

A project's supporters share its cost so that the heaviest burden any of them has borne, its load,
stays as low as possible: the load after buying c is (cost + sum of its supporters' loads) divided
by their number, and all of them have that load then. The project with the lowest goes first.

Exact and fast: a voter's load is that of the last project bought that she supports, so the sum of
loads is a whole-number count of voters per load. Floats find the projects that may be lowest (a
load is an average of loads, so errors never grow); fractions decide among those.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from voting.ballots import UNSCORED, Profile
from voting.election import Election
from voting.method import NO_LABELS, TIE, Method, Parameter, Text
from voting.methods._loads import Loads
from voting.methods._phragmen_why import explain_phragmen
from voting.outcome import Outcome, Step, Tie, make_outcome
from voting.progress import tell
from voting.ties import TieBreaker

STOP = Parameter(
    "stop",
    "choice",
    "misfit",
    Text(
        "Wat er gebeurt als het volgende project niet meer past: stoppen (misfit), of het "
        "overslaan en verder gaan (skip).",
        "What happens when the next project no longer fits: stop (misfit), as published, or skip "
        "it and go on (skip).",
    ),
    ("misfit", "skip"),
)


def count(election: Election, profile: Profile, *, stop: str, tie: str) -> Outcome:
    """Buy projects in order of load until one does not fit, or until none is left."""
    breaker = TieBreaker(tie, election, profile)
    fits = [c for c in election.eligible if election.costs[c] <= election.budget]
    state = Loads(election, profile, [c for c in fits if profile.supporters[c]])
    left = election.budget
    winners: list[int] = []
    steps: list[Step] = []
    ties: list[Tie] = []
    while state.waiting:
        tell(lambda: f"{len(winners)} projects bought, {len(state.waiting)} are waiting")
        load, lowest = state.lowest()
        if len(lowest) > 1:
            ties.append(Tie(election.ids(breaker.order(lowest)), tie))
        if stop == "misfit" and any(election.costs[c] > left for c in lowest):
            steps += _misfits(election, lowest, left)
            break
        c = breaker.first(lowest)
        if election.costs[c] > left:
            steps += _misfits(election, [c], left)
            state.waiting.remove(c)
            continue
        state.buy(c, load)
        winners.append(c)
        left -= election.costs[c]
        steps.append(Step("fund", election.projects[c].id, {"load": load, "left": left}))
    return make_outcome(
        election,
        profile,
        "phragmen",
        {"stop": stop, "tie": tie},
        winners,
        steps=tuple(steps),
        ties=tuple(ties),
        details=details(state, profile),
    )


def _misfits(election: Election, projects: Sequence[int], left: int) -> list[Step]:
    return [
        Step("misfit", election.projects[c].id, {"cost": election.costs[c], "left": left})
        for c in projects
        if election.costs[c] > left
    ]


def details(state: Loads, profile: Profile) -> dict[str, Any]:
    """How the burden is spread: voters without load, and the highest load, in minor units."""
    idle = int(profile.weights[state.last == 0].sum()) + profile.blank
    return {
        "voters": profile.n_voters,
        "voters_without_load": idle,
        "highest_load": state.loads[-1],
    }


METHOD = Method(
    "phragmen",
    Text("Phragmén, één voor één", "Sequential Phragmén"),
    Text(
        "Alle kiezers krijgen even snel denkbeeldig geld. Zodra de kiezers van een project het "
        "samen kunnen betalen, gaat het door en is hun geld op.",
        "All voters earn virtual money at the same speed. As soon as the supporters of a project "
        "can pay for it together it is bought, and their money is gone.",
    ),
    "Phragmén 1894; Los, Christoff and Grossi, Proportional Budget Allocations, 2022",
    UNSCORED,
    (STOP, TIE),
    count,
    explain=explain_phragmen,
    note=NO_LABELS,
)
