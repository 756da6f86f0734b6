"""The shares one after another, until the stop rule says which outcome counts.

`shares` gives the share after k increments, exactly. `search` finds the outcome that the walk from
k = 0 upwards, one increment at a time, would stop at.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from voting.equal_shares import within
from voting.equal_shares.narrow import Narrowed
from voting.equal_shares.problem import Problem
from voting.equal_shares.run import Run, run_at
from voting.progress import tell

OVERSPEND, EXHAUSTIVE = "overspend", "exhaustive"
STOPS = (OVERSPEND, EXHAUSTIVE)
GROWTH = 4
SHORTEST = 4
"""How far the first look goes after a change: nothing is lost but what lies past the end."""


@dataclass(frozen=True)
class Shares:
    """Shares per voter: a start, and what one increment adds. Minor units."""

    start: Fraction
    increment: int | Fraction

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
    skipped: int = 0
    """Increments given at the start without a look: no outcome there can cost too much."""


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


def jump(problem: Problem, shares: Shares, stop: str) -> Found:
    """The same outcome as `walk`, without looking at every share on the way.

    From the share in hand it looks some increments ahead. If that run proves that all shares
    between buy the same, it leaps there, and looks GROWTH times as far next. If not, it keeps that
    run, since lower bounds found there hold at all lower shares too, and looks half as far, down to
    single increments. So every share is looked at once at most, and where hardly any two shares
    alike follow each other this is the walk, but quicker; costs grow with the number of changes,
    not of increments. Where only overspending ends the search, it starts at the last share at which
    that is impossible (`within`).
    """
    narrowed = Narrowed(problem)
    skipped = within.increments(problem, shares.start, shares.increment) if stop == OVERSPEND else 0
    run, k, reach = run_at(narrowed.at(shares(skipped)), shares(skipped)), skipped, 1
    known: list[tuple[int, Run]] = []
    examined, leaps, checks = 1, 0, run.exact_checks
    while (why := reason_to_stay(problem, run, stop)) is None:
        if known and known[-1][0] == k + 1:
            _, following = known.pop()
        else:
            length = (known[-1][0] - k) // 2 if known else reach
            share = shares(k + length)
            following = run_at(narrowed.at(share), share, run, known[-1][1] if known else None)
            examined, checks = examined + 1, checks + following.exact_checks
            if length > 1:
                if not known:
                    reach = length * GROWTH if following.proven else max(SHORTEST, length // GROWTH)
                if following.proven:
                    run, k, leaps = following, k + length, leaps + 1
                else:
                    known.append((k + length, following))
                continue
        tell(partial(_said, problem, following, examined))
        if spent(problem, following) > problem.budget:
            why = "overspend"
            break
        run, k, reach = following, k + 1, max(reach, SHORTEST)
    return Found(run, k, examined, leaps, checks, why, skipped)


def _said(problem: Problem, run: Run, examined: int) -> str:
    """How far the search has come: what the outcome in hand spends."""
    part = spent(problem, run) / max(problem.budget, 1)
    return f"{examined} shares looked at, {part:.1%} of the budget spent"


def reason_to_stay(problem: Problem, run: Run, stop: str) -> str | None:
    """Why no further increment is tried after this run, if so."""
    if len(run.bought) == len(problem.supporters):
        return "all-bought"
    if stop == EXHAUSTIVE and is_exhaustive(problem, run):
        return "exhaustive"
    return None
