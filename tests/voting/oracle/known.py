"""Where pabutools 1.2.3 counts otherwise for a known reason."""

from typing import Any

from tests.voting.oracle.cases import Case
from tests.voting.oracle.ours import outcome

UNSUPPORTED = "pabutools' Phragmén also funds projects that no voter supports"
ELIMINATION = "pabutools settles a tie for dropping out by the order of a set, not by its tie rule"


def fault(case: Case, rule: str, theirs: Any, ours: Any) -> str | None:
    """The known reason for a difference; None if there is none."""
    if rule == "phragmen" and set(theirs) - _unsupported(case) == set(ours):
        return UNSUPPORTED
    if rule == "cumulative-transfers" and outcome(case, rule).ties:
        return ELIMINATION
    return None


def _unsupported(case: Case) -> set[str]:
    named = {name for ballot in case["ballots"] for name in ballot}
    return set(case["projects"]) - named
