"""What a counting method declares of itself: forms, help and documentation come from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from voting.ballots import Profile
from voting.election import Election
from voting.errors import ParameterError, VotingError
from voting.outcome import Outcome
from voting.ties import DEFAULT_TIE, TIE_RULES, check_rule


class Text(NamedTuple):
    """One text for a municipality's form (Dutch) and for the command line and docs (English)."""

    nl: str
    en: str


@dataclass(frozen=True)
class Parameter:
    """One choice of a method.

    `kind` is "choice", "flag", "integer", "amount" (minor units), "ratio" (0 to 1, exact text as
    "4/5" or "0.8"), "amounts" or "ratios" (per category, area or group), "projects", or "tie".
    """

    name: str
    kind: str
    default: Any
    description: Text
    choices: tuple[str, ...] = ()

    def check(self, value: Any) -> None:
        """Raise ParameterError if this parameter does not take the value."""
        if value is None and self.default is None:
            return
        if self.kind == "choice" and value not in self.choices:
            raise ParameterError(self.name, f"{value!r} is none of {', '.join(self.choices)}")
        if self.kind in ("integer", "amount") and (
            not isinstance(value, int) or isinstance(value, bool) or value < 0
        ):
            raise ParameterError(self.name, f"{value!r} is not a whole number of zero or more")
        if self.kind == "flag" and not isinstance(value, bool):
            raise ParameterError(self.name, f"{value!r} is neither true nor false")
        if self.kind == "tie":
            check_rule(value)


@dataclass(frozen=True)
class Method:
    """One counting rule. Call `run`; `count` is the bare function that takes every parameter."""

    name: str
    title: Text
    description: Text
    source: str
    ballot_types: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    count: Callable[..., Outcome]
    whole_packages: bool = False
    """True where projects are whole packages of which one is chosen."""

    @property
    def defaults(self) -> dict[str, Any]:
        """Each parameter's default value."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    def settle(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters, defaults filled in; raises ParameterError on an unknown or wrong one."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name, value in given.items():
            if name not in known:
                raise ParameterError(name, f"{self.name} has no such parameter")
            known[name].check(value)
        return self.defaults | dict(given)

    def run(self, election: Election, profile: Profile, **given: Any) -> Outcome:
        """Count. Raises VotingError for ballots or parameters that the method does not take."""
        if profile.type not in self.ballot_types:
            takes = ", ".join(self.ballot_types)
            raise VotingError(f"{self.name} takes {takes} ballots, and these are {profile.type}")
        return self.count(election, profile, **self.settle(given))


TIE = Parameter(
    "tie",
    "tie",
    DEFAULT_TIE,
    Text(
        "Wie voorgaat als twee projecten gelijk staan: het goedkoopste (cheaper), het duurste "
        "(dearer), het project met de meeste kiezers (supporters), de vaste lijst (list) of een "
        "lot uit een gepubliceerd getal (lot:getal).",
        "Who goes first when two projects are equal: cheaper, dearer, supporters, list, or "
        "lot:SEED, a lot that anyone can repeat from the published seed.",
    ),
    TIE_RULES,
)
