"""A smaller problem that buys the same at all shares up to a limit.

A project whose supporters could not pay for it with all their money at the limit is never bought
below it. Without such projects many ballots become alike, and alike ballots are one group: in a
big city half the groups go. Runs name projects only, so they are the same runs.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from voting.equal_shares.alike import joined
from voting.equal_shares.problem import Problem

WORTHWHILE = 20_000
"""Below this many entries a run is too quick for narrowing to pay."""
AHEAD = Fraction(3, 2)
"""How far above the share in hand a limit is set."""


class Narrowed:
    """The smaller problem for each share; made anew when a share passes the limit."""

    def __init__(self, problem: Problem) -> None:
        self.whole = problem
        self.small = problem
        self.limit = Fraction(0)
        self.worthwhile = len(problem.entry_groups) >= WORTHWHILE

    def at(self, share: Fraction) -> Problem:
        """A problem with the same runs as the whole one at this share."""
        if self.worthwhile and share > self.limit:
            self.limit = share * AHEAD
            self.small = narrow(self.whole, self.limit)
        return self.small


def narrow(problem: Problem, limit: Fraction) -> Problem:
    """Leave out what cannot be bought up to this share, and join ballots that are then alike."""
    hopeful = {
        c: part for c, part in problem.supporters.items() if part.voters * limit >= problem.costs[c]
    }
    return joined(replace(problem, supporters=hopeful), tuple(hopeful))
