"""All methods side by side on one election."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from voting.ballots import Profile
from voting.declared import Declared, declared_rule
from voting.ejr import failures
from voting.election import Election
from voting.errors import VotingError
from voting.figures import Figures, figures
from voting.method import Method
from voting.methods import METHODS
from voting.outcome import Outcome
from voting.ties import check_rule


@dataclass(frozen=True)
class Comparison:
    """Outcomes and figures by method; `refused` says why a method could not count these ballots.

    `unfair` counts the projects behind which a group of voters was left with too little (the
    failures of EJR+ up to one project, see `voting.ejr`).
    """

    outcomes: Mapping[str, Outcome]
    figures: Mapping[str, Figures]
    unfair: Mapping[str, int]
    refused: Mapping[str, str]
    declared: str | None = None
    """The method that the file declares, if it does; counted here as declared."""

    @property
    def alike(self) -> list[tuple[str, ...]]:
        """The methods, those with the same winners together, in their order."""
        groups: dict[object, list[str]] = {}
        for name, outcome in self.outcomes.items():
            groups.setdefault((frozenset(outcome.winners), outcome.partial), []).append(name)
        return [tuple(names) for names in groups.values()]


def compare(
    election: Election,
    profile: Profile,
    tie: str | None = None,
    told: Callable[[str], None] = lambda _: None,
) -> Comparison:
    """Count by every method for projects, with default parameters; `told` hears which is running.

    Methods for whole packages choose one project and are left out. The method that the file
    declares is counted as declared, and a declared minimum score is used by greedy-threshold too.
    Raises ParameterError for an unknown tie rule.
    """
    if tie is not None:
        check_rule(tie)
    declared = _declared(election)
    outcomes: dict[str, Outcome] = {}
    refused: dict[str, str] = {}
    for name, method in METHODS.items():
        if method.whole_packages:
            continue
        told(f"counting by {name}")
        try:
            outcomes[name] = method.run(
                election, profile, **_given(election, method, tie, declared)
            )
        except VotingError as error:
            refused[name] = str(error)
    measured = {name: figures(election, profile, outcome) for name, outcome in outcomes.items()}
    unfair = {
        name: len(failures(election, profile, outcome.winners))
        for name, outcome in outcomes.items()
    }
    known = declared.method if declared and declared.method in outcomes else None
    return Comparison(outcomes, measured, unfair, refused, known)


def _declared(election: Election) -> Declared | None:
    try:
        return declared_rule(election)
    except VotingError:
        return None


def _given(
    election: Election, method: Method, tie: str | None, declared: Declared | None
) -> dict[str, Any]:
    mine = declared is not None and declared.method == method.name
    given = dict(declared.parameters) if declared is not None and mine else {}
    if tie:
        given["tie"] = tie
    threshold = election.meta.get("min_project_score_threshold", "").strip()
    if method.name == "greedy-threshold" and threshold and not mine:
        given["threshold"] = threshold.replace(",", ".")
    return given
