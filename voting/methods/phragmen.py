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
from fractions import Fraction
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voting.ballots import UNSCORED, Profile
from voting.election import Election
from voting.method import NO_LABELS, TIE, Method, Parameter, Text
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
NEAR = 2.0**-40
"""Loads nearer than this, relatively, are compared as fractions: far above any rounding here."""


class Loads:
    """The state of a count: who last paid for what, and what that weighs."""

    def __init__(self, election: Election, profile: Profile, waiting: list[int]) -> None:
        self.election, self.profile, self.waiting = election, profile, waiting
        self.loads = [Fraction(0)]
        """Load after each purchase; the first is that of a voter who paid for nothing yet."""
        self.rough = [0.0]
        """The same as floats."""
        self.unit, self.parts = 1, [0]
        """The same as whole numbers of 1/unit minor units, which are quicker to add."""
        self.last = np.zeros(profile.n_groups, np.int64)
        self.counts = np.zeros((8, profile.n_projects))
        """Per load: how many supporters of each project have it. Whole numbers."""
        self.counts[0] = profile.supporters

    def exact(self, c: int) -> Fraction:
        """Load of the supporters of c once they have bought it."""
        supporters = self.profile.supporters[c]
        return (self.election.costs[c] + self.carried(c)) / supporters

    def carried(self, c: int) -> Fraction:
        """The loads of the supporters of c together, before they buy it."""
        counts = self.counts[: len(self.loads), c].tolist()
        parts = sum(int(n) * part for n, part in zip(counts, self.parts, strict=True) if n)
        return Fraction(parts, self.unit)

    def lowest(self) -> tuple[Fraction, list[int]]:
        """The lowest load that a purchase would bring, and every project that brings it."""
        waiting = np.array(self.waiting)
        supporters = np.array(self.profile.supporters, np.float64)[waiting]
        costs = np.array([self.election.costs[c] for c in self.waiting], np.float64)
        carried = (np.array(self.rough) @ self.counts[: len(self.loads)])[waiting]
        estimate = (costs + carried) / supporters
        close = waiting[estimate <= estimate.min() * (1 + NEAR)].tolist()
        if len(close) == 1:
            return self.exact(close[0]), close
        exact = {c: self.exact(c) for c in close}
        load = min(exact.values())
        return load, [c for c, other in exact.items() if other == load]

    def buy(self, c: int, load: Fraction) -> NDArray[np.float64]:
        """All supporters of c now have this load.

        Answers, per load that they had before (row) and project, how many of its supporters paid.
        """
        profile, m = self.profile, self.profile.n_projects
        groups = supporting_groups(profile, c)
        lengths = np.diff(profile.indptr)[groups]
        entries = np.repeat(profile.indptr[groups], lengths) + _within(lengths)
        key = np.repeat(self.last[groups], lengths) * m + profile.indices[entries]
        weights = np.repeat(profile.weights[groups], lengths)
        known = len(self.loads)
        moved = np.bincount(key, weights=weights, minlength=known * m).reshape(known, m)
        if known == len(self.counts):
            self.counts = np.concatenate([self.counts, np.zeros_like(self.counts)])
        self.counts[:known] -= moved
        self.counts[known] = moved.sum(axis=0)
        self._note(load)
        self.last[groups] = known
        self.waiting.remove(c)
        return moved

    def _note(self, load: Fraction) -> None:
        self.loads.append(load)
        self.rough.append(float(load))
        finer = load.denominator // gcd(self.unit, load.denominator)
        if finer > 1:
            self.unit *= finer
            self.parts = [part * finer for part in self.parts]
        self.parts.append(load.numerator * (self.unit // load.denominator))


def supporting_groups(profile: Profile, c: int) -> NDArray[np.int64]:
    """Groups of identical ballots that name project c."""
    indptr, groups, _ = profile.by_project
    return groups[int(indptr[c]) : int(indptr[c + 1])]


def _within(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, 2 … within each run of these lengths."""
    ends = np.cumsum(lengths)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - lengths, lengths)


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
    note=NO_LABELS,
)
