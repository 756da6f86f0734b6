"""From the rule that a `.pb` file declares to a method and its parameters."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from voting.election import Election
from voting.errors import VotingError
from voting.methods import METHODS
from voting.outcome import Outcome, canonical_json
from voting.pabulib import numbers

ALIASES: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "greedy-custom": ("greedy-poznan", {}),
    "poznan": ("greedy-poznan", {}),
    "equalshares": ("equal-shares", {"completion": "none"}),
    "equalshares-comparison": ("equal-shares", {"completion": "none-comparison"}),
    "equalshares/comparison": ("equal-shares", {"completion": "none-comparison"}),
    "equalshares/add1": ("equal-shares", {"completion": "add1", "stop": "overspend"}),
    "equalshares/add1-comparison": (
        "equal-shares",
        {"completion": "comparison", "stop": "overspend"},
    ),
    "mes": ("equal-shares", {}),
    "cstv": ("cumulative-transfers", {}),
    "irv": ("instant-runoff", {}),
}
"""Other names of methods, those of the collection's declared rules among them."""

PARAMETERS_KEY, TIE_KEY = "rule_parameters", "tie_rule"
LIMITS = {
    "category": ("categories", "budget_per_category"),
    "area": ("neighborhoods", "budget_per_neighborhood"),
}
"""Kinds of labels, with the keys in META that list their names and the most that each may get."""
PART = "Partially fund one additional project"
FIT = "Fund additional projects that fit"
SUPPLEMENTED = "leftover budget was supplemented"


class UnknownRule(VotingError):
    """The file's declared rule says too little to count by it."""


@dataclass(frozen=True)
class Declared:
    """A method by name, its parameters, and what had to be read into the file's words."""

    method: str
    parameters: Mapping[str, Any]
    notes: tuple[str, ...] = field(default=())


def resolve(name: str) -> tuple[str, dict[str, Any]]:
    """A method's name and the parameters that an alias stands for."""
    method, parameters = ALIASES.get(name, (name, {}))
    return method, dict(parameters)


def declared_rule(election: Election) -> Declared:
    """What the file's META says about how it was counted.

    Reads `rule`, `min_project_score_threshold`, `leftover_budget`, `budget_per_category` and
    `budget_per_neighborhood`, and what `with_outcome` writes. Raises UnknownRule if the rule is
    not one that can be counted, and ParameterError if one of its parameters makes no sense.
    """
    meta = election.meta
    rule = meta.get("rule", "").strip()
    if rule.lower() in ("", "unknown"):
        raise UnknownRule("the file does not say by which rule it was counted")
    method, parameters = resolve(rule.lower())
    if method not in METHODS:
        raise UnknownRule(f"the file declares rule {rule!r}, which is not known here")
    notes: list[str] = []
    if method.startswith("greedy"):
        parameters |= _greedy_parameters(election, notes)
    else:
        parameters |= _threshold(election) if "threshold" in METHODS[method].defaults else {}
        notes += _not_counted(election, method)
    parameters |= _own_parameters(election)
    return Declared(method, METHODS[method].checked(parameters), tuple(notes))


def with_outcome(election: Election, outcome: Outcome) -> Election:
    """The election declaring how it was counted, and what came of it in the column `selected`.

    Written as `.pb`, anyone can recount it: META gets `rule`, `rule_parameters` and `tie_rule`.
    """
    parameters = {k: v for k, v in outcome.parameters.items() if k != "tie"}
    meta = {**election.meta, "rule": outcome.method, PARAMETERS_KEY: canonical_json(parameters)}
    if "tie" in outcome.parameters:
        meta[TIE_KEY] = outcome.parameters["tie"]
    marks = {part.project: "2" for part in outcome.partial}
    marks |= {name: "1" for name in outcome.winners if name not in marks}
    projects = tuple(
        replace(p, extra={**p.extra, "selected": marks.get(p.id, "0")}) for p in election.projects
    )
    return replace(election, meta=meta, projects=projects)


def _own_parameters(election: Election) -> dict[str, Any]:
    """What `with_outcome` wrote; raises UnknownRule where that cannot be read."""
    parameters: dict[str, Any] = {}
    text = election.meta.get(PARAMETERS_KEY, "").strip()
    if text:
        try:
            parameters = dict(json.loads(text))
        except (ValueError, TypeError):
            raise UnknownRule(f"{PARAMETERS_KEY} {text!r} is no JSON object") from None
    if election.meta.get(TIE_KEY, "").strip():
        parameters["tie"] = election.meta[TIE_KEY].strip()
    return parameters


def _greedy_parameters(election: Election, notes: list[str]) -> dict[str, Any]:
    meta = election.meta
    parameters = _threshold(election)
    limits: dict[str, int] = {}
    for kind, (names_key, amounts_key) in LIMITS.items():
        found = _limits(election, kind, names_key, amounts_key)
        said = meta.get(amounts_key, "").strip()
        if said and not found:
            notes.append(f"{amounts_key} says {said!r}, which is no amount for each of {names_key}")
        limits |= found
    if limits:
        parameters["limits"] = limits
    leftover = meta.get("leftover_budget", "").strip()
    if leftover.startswith(PART):
        whole = SUPPLEMENTED in meta.get("comment", "")
        parameters["leftover"] = "top-up" if whole else "part"
    elif leftover.startswith(FIT):
        parameters["leftover"] = "fit"
    elif leftover:
        notes.append(f"leftover_budget says {leftover!r}, which is not counted here")
    return parameters


def _threshold(election: Election) -> dict[str, Any]:
    """The minimum score that the file declares, if any."""
    text = election.meta.get("min_project_score_threshold", "").strip()
    return {"threshold": text.replace(",", ".")} if text else {}


def _not_counted(election: Election, method: str) -> Iterator[str]:
    """What only the greedy rules can do, and the file asks for beside another rule."""
    for key in ("budget_per_category", "budget_per_neighborhood", "leftover_budget"):
        said = election.meta.get(key, "").strip()
        if said:
            yield f"{key} says {said!r}, which {method} does not count"


def _limits(election: Election, kind: str, names_key: str, amounts_key: str) -> dict[str, int]:
    """Limits per label, from two lists in META of the same length; none if they do not match."""
    names = [name.strip() for name in election.meta.get(names_key, "").split(",")]
    texts = election.meta.get(amounts_key, "").split(",")
    if not texts[0] or len(names) != len(texts):
        return {}
    try:
        amounts = [numbers.minor(numbers.decimal(text), election.minor_per_unit) for text in texts]
    except ValueError:
        return {}
    return {f"{kind}:{name}": amount for name, amount in zip(names, amounts, strict=True)}
