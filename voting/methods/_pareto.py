"""The 0/1 knapsack, exactly: Nemhauser and Ullmann's list of undominated sets, with bounds.

Items are taken in order of value per cost. After each, only those (cost, value) pairs are kept that
no other beats in both, and that could still, by the fractional bound of what remains, reach the
best set known. Everything is in whole numbers, so the optimum is exact.

A pair that is beaten cannot be part of a best set of least cost, so every such set survives in the
lists, and walking them backwards finds the one wanted and tells where there was a choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np

SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that may be packed; `value` is above zero."""

    position: int
    cost: int
    value: int


@dataclass(frozen=True, slots=True)
class Best:
    """Positions of a best set, and of items on which an equally good and cheap one differs."""

    chosen: tuple[int, ...]
    open: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Front:
    """Undominated pairs, by rising cost and rising value."""

    costs: Any
    values: Any


def solve(items: Sequence[Item], budget: int) -> Best:
    """The set of highest value whose cost is within the budget, and of least cost among those.

    `items` must be in order of falling value per cost, each within the budget. Of several such
    sets it gives the one that leaves out the last item on which they differ.
    """
    exact: Any = np.int64
    total_cost, total_value = sum(i.cost for i in items), sum(i.value for i in items)
    dearest = max((item.value for item in items), default=0)
    if max(total_cost + budget, total_value, dearest * max(budget, 1)) >= SAFE:
        exact = object
    front = _Front(np.zeros(1, exact), np.zeros(1, exact))
    fronts = [front]
    known = _first_fit(items, budget)
    bounds = _Bounds(items, budget, exact)
    for number, item in enumerate(items):
        front = _extend(front, item, budget)
        known = max(known, bounds.completed(front, number + 1))
        front = _keep(front, bounds.upper(front, number + 1) >= known)
        fronts.append(front)
    return _walk_back(items, fronts)


def _first_fit(items: Sequence[Item], budget: int) -> int:
    """The value that packing in order gives: some set that is known to be possible."""
    left, value = budget, 0
    for item in items:
        if item.cost <= left:
            left -= item.cost
            value += item.value
    return value


class _Bounds:
    """For each pair, the least and the most that the items still to come can make of it."""

    def __init__(self, items: Sequence[Item], budget: int, exact: Any) -> None:
        self.items, self.budget = items, budget
        self.costs = np.array([0, *accumulate(item.cost for item in items)], exact)
        self.values = np.array([0, *accumulate(item.value for item in items)], exact)

    def _whole(self, front: _Front, start: int) -> tuple[Any, Any]:
        """How many of the items from `start` fit in order, and the room left after those."""
        room = self.budget - front.costs
        ends = np.searchsorted(self.costs, room + self.costs[start], side="right") - 1
        return ends, room - (self.costs[ends] - self.costs[start])

    def completed(self, front: _Front, start: int) -> int:
        """The best value among each pair with the next items in order, as many as fit whole."""
        ends, _ = self._whole(front, start)
        return int((front.values + self.values[ends] - self.values[start]).max())

    def upper(self, front: _Front, start: int) -> Any:
        """No set that grows from this pair is worth more: the next item is let in by its part."""
        ends, room = self._whole(front, start)
        whole = front.values + self.values[ends] - self.values[start]
        last = np.minimum(ends, len(self.items) - 1)
        cost = np.maximum(self.costs[last + 1] - self.costs[last], 1)
        value = self.values[last + 1] - self.values[last]
        part = np.where(ends < len(self.items), room * value // cost, 0)
        return whole + part


def _extend(front: _Front, item: Item, budget: int) -> _Front:
    """The undominated pairs with and without this item."""
    fits = front.costs + item.cost <= budget
    costs = np.concatenate([front.costs, front.costs[fits] + item.cost])
    values = np.concatenate([front.values, front.values[fits] + item.value])
    order = np.lexsort((-values, costs))
    costs, values = costs[order], values[order]
    best_before = np.maximum.accumulate(values)
    better = np.ones(len(values), bool)
    better[1:] = values[1:] > best_before[:-1]
    return _Front(costs[better], values[better])


def _keep(front: _Front, which: Any) -> _Front:
    which = which.astype(bool)
    return _Front(front.costs[which], front.values[which])


def _walk_back(items: Sequence[Item], fronts: list[_Front]) -> Best:
    cost, value = fronts[-1].costs[-1], fronts[-1].values[-1]
    chosen, choices = [], []
    for number in range(len(items) - 1, -1, -1):
        item, before = items[number], fronts[number]
        without = _holds(before, cost, value)
        within = _holds(before, cost - item.cost, value - item.value)
        if without and within:
            choices.append(item.position)
        if not without:
            chosen.append(item.position)
            cost, value = cost - item.cost, value - item.value
    return Best(tuple(reversed(chosen)), tuple(reversed(choices)))


def _holds(front: _Front, cost: Any, value: Any) -> bool:
    place = int(np.searchsorted(front.costs, cost))
    return place < len(front.costs) and front.costs[place] == cost and front.values[place] == value
