"""The shares one after another, until the stop rule says which outcome counts.

`shares` gives the share after k increments, exactly. `search` finds the outcome that the walk from
k = 0 upwards, one increment at a time, would stop at.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from voting.equal_shares.problem import Problem
from voting.equal_shares.run import Run, run_at

OVERSPEND, EXHAUSTIVE = "overspend", "exhaustive"
STOPS = (OVERSPEND, EXHAUSTIVE)


@dataclass(frozen=True)
class Shares:
    """Shares per voter: a start, and what one increment adds. Minor units."""

    start: Fraction
    increment: int

    def __call__(self, k: int) -> Fraction:
        return self.start + k * self.increment


@dataclass(frozen=True)
class Found:
    """Where the search stopped: after `increments`, having run the rule at `examined` shares."""

    run: Run
    increments: int
    examined: int
    leaps: int
    exact_checks: int
    why: str
    """`all-bought`, `exhaustive`, or `overspend`: what the next increment would do."""


def start_share(budget: int, voters: int, unit: int | None = None) -> Fraction:
    """Budget per voter in minor units: exactly, or rounded down to a multiple of `unit`."""
    if voters == 0:
        return Fraction(0)
    return Fraction(budget, voters) if unit is None else Fraction(budget // voters // unit * unit)


def spent(problem: Problem, run: Run) -> int:
    """What the projects bought in this run cost together, in minor units."""
    return sum(problem.costs[c] for c in run.order)


def is_exhaustive(problem: Problem, run: Run) -> bool:
    """Whether no project that takes part still fits in what the budget has left."""
    left = problem.budget - spent(problem, run)
    bought = set(run.order)
    return all(problem.costs[c] > left for c in problem.supporters if c not in bought)


def walk(problem: Problem, shares: Shares, stop: str) -> Found:
    """Every increment in turn: what the jump must equal."""
    run, k, checks = run_at(problem, shares(0)), 0, 0
    while True:
        checks += run.exact_checks
        why = reason_to_stay(problem, run, stop)
        if why is None:
            following = run_at(problem, shares(k + 1), run)
            why = "overspend" if spent(problem, following) > problem.budget else None
        if why is not None:
            return Found(run, k, k + 2 if why == "overspend" else k + 1, 0, checks, why)
        run, k = following, k + 1


def reason_to_stay(problem: Problem, run: Run, stop: str) -> str | None:
    """Why no further increment is tried after this run, if so."""
    if len(run.bought) == len(problem.supporters):
        return "all-bought"
    if stop == EXHAUSTIVE and is_exhaustive(problem, run):
        return "exhaustive"
    return None
