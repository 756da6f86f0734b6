"""Exact fractions behind an Equal Shares outcome: who paid what, to the last part of a cent."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

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
    """Follow the purchases of a run in whole numbers."""
    ledger = Ledger(problem, run.share)
    paid: dict[int, dict[int, Fraction]] = {}
    for c in run.order:
        payment = ledger.buy(c)
        groups = problem.supporters[c].groups.tolist()
        paid[c] = {
            g: payment.each[purse]
            for g, purse in zip(groups, payment.purse_of.tolist(), strict=True)
        }
    left = [Fraction(ledger.left(k), ledger.units[-1]) for k in ledger.class_of.tolist()]
    return Payments(run.share, paid, left)
