"""The shares one after another, until the stop rule says which outcome counts.

`shares` gives the share after k increments, exactly. `search` finds the outcome that the walk from
k = 0 upwards, one increment at a time, would stop at.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from voting.equal_shares.narrow import Narrowed
from voting.equal_shares.problem import Problem
from voting.equal_shares.run import Run, leap_to, run_at

OVERSPEND, EXHAUSTIVE = "overspend", "exhaustive"
STOPS = (OVERSPEND, EXHAUSTIVE)
GROWTH = 4
MOST_PATIENCE = 64


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


class Pace:
    """How far to leap next, in increments; 1 is a step of the walk.

    A proven leap is followed by one GROWTH times as far. Where a leap was not proven, something may
    change before its end, the `wall`: the way to it is halved until it is one step. Leaps as short
    as two that fail show that walking is quicker here: after each, more steps in a row that change
    nothing are walked (`patience`) before a leap is tried again.
    """

    def __init__(self) -> None:
        self.next = 1
        self.wall: int | None = None
        self.calm = 0
        self.patience = 1

    def proven(self, k: int, length: int) -> None:
        """A leap of this length, which ended at k, was proven."""
        self.patience = 1
        self.next = max(1, (self.wall - k) // 2) if self.wall is not None else length * GROWTH

    def failed(self, k: int, length: int) -> None:
        """A leap of this length from k was not proven."""
        self.wall = k + length
        self.next = length // 2
        if length == 2:
            self.calm, self.patience = 0, min(self.patience * 2, MOST_PATIENCE)

    def stepped(self, k: int, same: bool) -> None:
        """One step of the walk ended at k, with the same purchases as before it or not."""
        if self.wall is not None and k < self.wall:
            self.next = max(1, (self.wall - k) // 2)
            return
        self.wall = None
        self.calm = self.calm + 1 if same else 0
        self.next = 2 if self.calm >= self.patience else 1


def jump(problem: Problem, shares: Shares, stop: str) -> Found:
    """The same as `walk`, without looking at every share on the way.

    For a fixed order of purchases, a higher share leaves nobody with less and makes no price
    higher (`bounds`, "Time"). So if at a share further on the same order is bought, and each
    project bought cost less per utility at the share before than any other does there, the order
    is the same at every share between: `leap_to` proves that, and the next change is found by
    halving. Costs grow with the number of changes, not of increments.
    """
    narrowed = Narrowed(problem)
    run, k, pace = run_at(narrowed.at(shares(0)), shares(0)), 0, Pace()
    examined, leaps, checks = 1, 0, run.exact_checks
    while (why := reason_to_stay(problem, run, stop)) is None:
        examined += 1
        length = pace.next
        if length > 1:
            share = shares(k + length)
            leap = leap_to(narrowed.at(share), share, run)
            if leap is None:
                pace.failed(k, length)
            else:
                run, k, leaps = leap, k + length, leaps + 1
                pace.proven(k, length)
            continue
        following = run_at(narrowed.at(shares(k + 1)), shares(k + 1), run)
        checks += following.exact_checks
        if spent(problem, following) > problem.budget:
            why = "overspend"
            break
        same, run, k = following.order == run.order, following, k + 1
        pace.stepped(k, same)
    if leaps:
        run = run_at(narrowed.at(shares(k)), shares(k), run)
    return Found(run, k, examined, leaps, checks, why)


def reason_to_stay(problem: Problem, run: Run, stop: str) -> str | None:
    """Why no further increment is tried after this run, if so."""
    if len(run.bought) == len(problem.supporters):
        return "all-bought"
    if stop == EXHAUSTIVE and is_exhaustive(problem, run):
        return "exhaustive"
    return None
