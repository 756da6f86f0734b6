"""Which settings of a model its source states, and which are our own defaults. Pure.

A model names the settings that its source states, each with what is said there. Whatever is not
claimed so is ours: nobody can pass off a default as the rule of a scheme by forgetting to list it.
A setting is named by its place, such as `bodies.jury.criteria` or `currency.per_round`; a place
that holds others stands for all of them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

# How things are called, not how they work.
WORDS = frozenset({"key", "explains", "who_decides", "decision_sentence", "model", "plural"})
# Rows that are told apart by their own key; of other rows every one has the same settings.
KEYED = frozenset({"bodies", "steps", "routes"})
# These tables are one setting: their parts mean nothing alone.
WHOLE = frozenset({"criteria", "ballot", "count", "allot", "unspent", "loans", "routes"})
# What stands for a body or a step as such, beside how it is set.
ITSELF = {"bodies": "name", "steps": "kind"}


@dataclass(frozen=True)
class Ours:
    """A setting that is ours, as one speaks of it: `bodies.quorum`, or a body or step by name."""

    setting: str
    names: tuple[str, ...] = ()


def places(config: dict[str, Any]) -> list[str]:
    """Every setting that a model file makes, in its order, each once."""
    return list(dict.fromkeys(_places(config, "")))


def covers(claimed: str, place: str) -> bool:
    """Whether what is said of one place is said of the other too."""
    return place == claimed or place.startswith(f"{claimed}.")


def stated(config: dict[str, Any], claims: Collection[str]) -> list[str]:
    """The settings that the source states, by what is claimed."""
    return [place for place in places(config) if any(covers(one, place) for one in claims)]


def ours(config: dict[str, Any], claims: Collection[str]) -> list[Ours]:
    """The settings that are not claimed: a whole table at once where nothing in it is."""
    every, known = places(config), set(stated(config, claims))
    found: dict[str, list[str]] = {}
    for place in every:
        if place in known:
            continue
        setting, name = _spoken(config, place, every, known)
        names = found.setdefault(setting, [])
        if name and name not in names:
            names.append(name)
    return [Ours(setting, tuple(names)) for setting, names in found.items()]


def _spoken(
    config: dict[str, Any], place: str, every: list[str], known: set[str]
) -> tuple[str, str]:
    """(setting, name of the one it is about) for a place that is ours."""
    head, *rest = place.split(".")
    if not rest or not any(covers(head, other) for other in known):
        return head, ""
    if head not in ITSELF:
        return place, ""
    key = rest[0]
    if rest[1:] == [ITSELF[head]]:
        return head, str(next(row["name"] for row in config[head] if row["key"] == key))
    if f"{head}.{key}.{ITSELF[head]}" not in known and head == "bodies":
        return head, str(next(row["name"] for row in config[head] if row["key"] == key))
    return f"{head}.{rest[1]}", ""


def _places(data: dict[str, Any], before: str) -> Iterator[str]:
    for name, value in data.items():
        place = f"{before}{name}"
        if name in WORDS or (name == "name" and before.startswith("steps.")):
            continue
        if name in WHOLE:
            yield place
        elif isinstance(value, dict):
            yield from _places(value, f"{place}.")
        elif name in KEYED:
            for row in value:
                rest = {k: v for k, v in row.items() if k != "body"}
                yield from _places(rest, f"{place}.{row['key']}.")
        elif isinstance(value, (list, tuple)) and value and isinstance(value[0], dict):
            for row in value:
                yield from _places(row, f"{place}.")
        else:
            yield place
