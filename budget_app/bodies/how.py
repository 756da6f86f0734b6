"""How a verdict came about: who judged, who stepped aside, by which rule, with which points.

Kept with the verdict as it was that day, for terms end and people move. It names nobody: members
are counted by the constituency for which they sit.
"""

from collections import Counter
from typing import Any

from budget_app.bodies.rules import Bench, Standing
from budget_app.budgets.config import BodyRule


def of(rule: BodyRule, bench: Bench, stands: Standing) -> dict[str, Any]:
    """What everyone may know of it. JSON; average points as text with two decimals."""
    return {
        "rule": rule.decides_by,
        "seats": rule.seats,
        "sitting": len(bench.seats),
        "quorum": stands.quorum,
        "judged": dict(sorted(Counter(bench.seats[one] for one in stands.complete).items())),
        "in_favour": stands.in_favour,
        "aside": dict(sorted(Counter(bench.aside.values()).items())),
        "averages": {key: f"{float(value):.2f}" for key, value in stands.averages.items()},
        "lacking": list(stands.lacking),
    }
