"""Exact fractions behind an Equal Shares outcome: who paid what, to the last part of a cent."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from voting.equal_shares.exact import Ledger
from voting.equal_shares.problem import Problem
from voting.equal_shares.run import Run


@dataclass(frozen=True)
class Payments:
    """All money of one run, exactly, per group of identical ballots. Amounts in minor units."""

    share: Fraction
    paid: dict[int, dict[int, Fraction]]
    """Per bought project, in order: what one voter of each supporting group paid."""
    left: list[Fraction]
    """What one voter of each group has left at the end."""


def exact_payments(problem: Problem, run: Run) -> Payments:
    """Follow the purchases of a run in whole numbers. Slow for a big city, exact for any."""
    ledger = Ledger(problem, run.share)
    paid: dict[int, dict[int, Fraction]] = {}
    for c in run.order:
        groups = problem.supporters[c].groups
        _, purse_of = ledger.purses(c)
        amounts = [amount for _, amount in ledger.buy(c)]
        paid[c] = {
            int(g): amounts[purse] for g, purse in zip(groups, purse_of.tolist(), strict=True)
        }
    left = [Fraction(ledger.left[k], ledger.unit) for k in np.asarray(ledger.class_of).tolist()]
    return Payments(run.share, paid, left)
