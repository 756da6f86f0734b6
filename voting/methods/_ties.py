"""Choosing the best or the worst of several projects, and remembering each tie."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from voting.outcome import Tie
from voting.ties import TieBreaker


class TieLog:
    """Settles ties by one tie rule and keeps a record of those that it had to settle."""

    def __init__(self, breaker: TieBreaker) -> None:
        self.breaker = breaker
        self._found: dict[tuple[int, ...], None] = {}

    def best(self, among: Collection[int], value: Callable[[int], Any]) -> int:
        """The project with the highest value; of equals, the one that the tie rule prefers."""
        values = {i: value(i) for i in among}
        top = max(values.values())
        return self._settle([i for i in values if values[i] == top])[0]

    def worst(self, among: Collection[int], value: Callable[[int], Any]) -> int:
        """The project with the lowest value; of equals, the one that the tie rule likes least."""
        values = {i: value(i) for i in among}
        bottom = min(values.values())
        return self._settle([i for i in values if values[i] == bottom])[-1]

    def told(self) -> tuple[Tie, ...]:
        """The ties settled so far, each in the order that the rule gives."""
        ids = self.breaker.election.ids
        return tuple(Tie(ids(group), self.breaker.rule) for group in self._found)

    def _settle(self, equal: list[int]) -> list[int]:
        ordered = self.breaker.order(equal)
        if len(ordered) > 1:
            self._found[tuple(ordered)] = None
        return ordered
