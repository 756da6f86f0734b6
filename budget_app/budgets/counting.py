"""How a round's ballots fit the methods of the voting library. Pure."""

from typing import Any

from voting.errors import VotingError
from voting.method import LABELLED, QUORUM, Parameter
from voting.methods import METHODS

# What each ballot type of ours is called in the voting library.
LIBRARY_TYPE = {
    "approval": "approval",
    "choose-1": "choose-1",
    "knapsack": "knapsack",
    "points": "cumulative",
    "ranking": "ordinal",
}
# Methods by which one thing wins as a whole, whatever it costs.
WHOLE = ("plurality", "approval-packages", "instant-runoff", "borda", "schulze")
# Parameters that a form asks for; labelled amounts are set in a model file.
ASKED = frozenset({"choice", "flag", "integer", "amount", "ratio", "threshold"})


def methods_for(ballot_type: str) -> list[str]:
    """The methods that can count ballots of this type."""
    kind = LIBRARY_TYPE[ballot_type]
    return [name for name, method in METHODS.items() if kind in method.ballot_types]


def asked(method: str) -> list[Parameter]:
    """The parameters of a method that a form asks for; the tie rule has a field of its own."""
    return [parameter for parameter in METHODS[method].parameters if parameter.kind in ASKED]


def typed_value(parameter: Parameter, text: str) -> Any:
    """What was typed, as the parameter takes it; what fits nothing is left for the check."""
    if parameter.kind == "flag":
        return text == "ja"
    if parameter.kind in ("integer", "amount") and text.isdecimal():
        return int(text)
    return text


def labelled(methods: list[str]) -> list[str]:
    """Those of these methods that take limits and minimums per category, area or group."""
    return [name for name in methods if set(LABELLED) <= METHODS[name].defaults.keys()]


def missing_labels(method: str, parameters: dict[str, Any]) -> bool:
    """Whether limits or minimums are set for a method that takes none."""
    return any(name in parameters and name not in METHODS[method].defaults for name in LABELLED)


def refused(
    method: str, parameters: dict[str, Any], tie: str
) -> list[tuple[str, Parameter | None]]:
    """The settings with which the library would not count: the name of each, and what it takes.

    A setting that the method does not have takes nothing: None.
    """
    known = {parameter.name: parameter for parameter in (*METHODS[method].parameters, QUORUM)}
    found: list[tuple[str, Parameter | None]] = []
    for name, value in {**parameters, "tie": tie}.items():
        if name not in known:
            found.append((name, None))
            continue
        try:
            known[name].check(value)
        except VotingError:
            found.append((name, known[name]))
    return found
