"""Tie rules: who comes first when a rule finds two projects equal.

| rule | first is |
|---|---|
| `cheaper` | the lower cost |
| `dearer` | the higher cost |
| `supporters` | the higher number of voters who name it |
| `list` | the earlier in the declared list (the order of the projects) |
| `list:A,B,…` | the earlier in the list given here; projects not in it come after, by `list` |
| `lot:SEED` | the smaller SHA-256 of the UTF-8 text `SEED:ID`, compared as hexadecimal text |

What a rule leaves equal falls to: cheaper, more supporters, then the project id by code point. So
a count never depends on the order of the projects, unless `list` says that it should.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from voting.ballots import Profile
from voting.election import Election
from voting.errors import ParameterError

DEFAULT_TIE = "cheaper"
TIE_RULES = ("cheaper", "dearer", "supporters", "list", "lot:SEED")

Key = Callable[[int], Any]


@dataclass(frozen=True)
class TieBreaker:
    """A tie rule applied to one election: a strict order of all projects."""

    rule: str
    election: Election
    profile: Profile

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """Rank of each project, by position: of two equal projects the lower rank goes first."""
        first = _key(self.rule, self.election, self.profile)
        costs, supporters = self.election.costs, self.profile.supporters
        projects = self.election.projects
        order = sorted(
            range(len(projects)),
            key=lambda i: (first(i), costs[i], -supporters[i], projects[i].id),
        )
        ranks = [0] * len(order)
        for rank, position in enumerate(order):
            ranks[position] = rank
        return tuple(ranks)

    def order(self, positions: Iterable[int]) -> list[int]:
        """These projects, the one that the rule prefers first."""
        return sorted(positions, key=self.ranks.__getitem__)

    def first(self, positions: Iterable[int]) -> int:
        """The project that the rule prefers."""
        return min(positions, key=self.ranks.__getitem__)


def lot_number(seed: str, project_id: str) -> str:
    """A project's lot: SHA-256 of `SEED:ID` in UTF-8, as lower-case hexadecimal; smallest wins."""
    return hashlib.sha256(f"{seed}:{project_id}".encode()).hexdigest()


def check_rule(rule: str) -> None:
    """Raise ParameterError unless this names a tie rule."""
    name, _, argument = rule.partition(":")
    plain = name in ("cheaper", "dearer", "supporters", "list") and ":" not in rule
    if not plain and not (name in ("list", "lot") and argument):
        raise ParameterError("tie", f"{rule!r} is none of {', '.join(TIE_RULES)}")


def _key(rule: str, election: Election, profile: Profile) -> Key:
    check_rule(rule)
    name, _, argument = rule.partition(":")
    if name == "list":
        return _list_key(argument, election)
    if name == "lot":
        lots = [lot_number(argument, project.id) for project in election.projects]
        return lots.__getitem__
    return {
        "cheaper": election.costs.__getitem__,
        "dearer": lambda i: -election.costs[i],
        "supporters": lambda i: -profile.supporters[i],
    }[name]


def _list_key(argument: str, election: Election) -> Key:
    declared = argument.split(",") if argument else []
    place = {name: i for i, name in enumerate(declared)}
    return lambda i: (place.get(election.projects[i].id, len(declared)), i)
