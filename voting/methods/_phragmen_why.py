"""Why each project won or lost under Phragmén: who paid what, what was missing, what helps.

The purchases of one count are booked again, with the loads that its steps tell; the rule is not run
again. A voter pays what her load rises by. At the moment before each purchase at load L, a project
that n voters with S of load support goes first if (cost + S) / n < L and its cost is left: so the
highest cost that wins is the highest below n L - S, and the votes short are the least x for which
(cost + S) / (n + x) < L, if the x support nothing else. With less, it could win by a tie at best.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from voting.ballots import Profile
from voting.election import Election
from voting.methods._loads import Loads
from voting.outcome import Outcome, Step, Why
from voting.rounding import rounded

NEAR = 2.0**-20
"""Minor units, or votes, for each million of them: what is nearer to a whole is worked out."""


KEPT = ""
"""Stands for what supporters did not pay for anything; no project has this id."""


@dataclass
class _Change:
    """The smallest changes found so far that would have bought a project."""

    cost: int = -1
    votes: int | None = None
    spent_on: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class _Moment:
    """Before one purchase, or at the end: the load to be below, and the money left.

    Where no purchase follows, load is None, and only money counts.
    """

    load: Fraction | None
    left: int


def explain_phragmen(election: Election, profile: Profile, outcome: Outcome) -> tuple[Why, ...]:
    """Why each project won or lost, in the order of the list."""
    bought = [step for step in outcome.steps if step.action == "fund"]
    misfits = {step.project: step for step in outcome.steps if step.action == "misfit"}
    won = {step.project for step in bought}
    state = Loads(election, profile, [election.index[str(step.project)] for step in bought])
    changes = {i: _Change() for i in election.eligible if election.projects[i].id not in won}
    paid: dict[str, dict[str, Any]] = {}
    left = election.budget
    for number, step in enumerate(bought, 1):
        i, load = election.index[str(step.project)], _load(step)
        _look(state, changes, _Moment(load, left))
        moved = state.buy(i, load)
        rises = float(load) - np.array(state.rough[:-1])
        paid[str(step.project)] = _paid(election, state, i, number, load, moved[:, i])
        for c, spent in zip(changes, (rises @ moved)[list(changes)].tolist(), strict=True):
            changes[c].spent_on[str(step.project)] = spent
        left -= election.costs[i]
    end = _last_load(state, outcome, misfits)
    _look(state, changes, _Moment(end, left))
    earned = max(state.rough) if end is None else float(end)
    whys = []
    for i, project in enumerate(election.projects):
        if project.id in won:
            whys.append(Why(project.id, True, "fund", paid[project.id]))
        elif project.withdrawn:
            whys.append(Why(project.id, False, "withdrawn"))
        else:
            whys.append(_lost(election, state, i, changes[i], misfits, outcome, earned))
    return tuple(whys)


def _load(step: Step) -> Fraction:
    return Fraction(str(step.data["load"]))


def _last_load(
    state: Loads, outcome: Outcome, misfits: Mapping[str | None, Step]
) -> Fraction | None:
    """The load of the purchase that did not fit and ended the count, if one did."""
    if outcome.parameters.get("stop") != "misfit" or not misfits:
        return None
    loads = (state.exact(state.election.index[str(name)]) for name in misfits)
    return min(loads)


def _look(state: Loads, changes: Mapping[int, _Change], moment: _Moment) -> None:
    """Note for each project what would have been enough at this moment, where that is less."""
    carried = np.array(state.rough) @ state.counts[: len(state.rough)]
    for c, change in changes.items():
        n, cost = state.profile.supporters[c], state.election.costs[c]
        if n:
            change.cost = max(change.cost, _winning_cost(state, c, moment, float(carried[c])))
        if moment.left >= cost:
            votes = _votes(state, c, moment, float(carried[c]))
            change.votes = min((v for v in (change.votes, votes) if v is not None), default=None)


def _winning_cost(state: Loads, c: int, moment: _Moment, carried: float) -> int:
    """The highest cost below n L - S that is left."""
    if moment.load is None:
        return moment.left
    n = state.profile.supporters[c]
    room = n * float(moment.load) - carried
    if abs(room - round(room)) <= NEAR * (1 + abs(room) / 10**6):
        exact = n * moment.load - state.carried(c)
        return min(math.ceil(exact) - 1, moment.left)
    return min(math.ceil(room) - 1, moment.left)


def _votes(state: Loads, c: int, moment: _Moment, carried: float) -> int | None:
    """The least number of voters more with which (cost + S) / (n + x) is below L."""
    n, cost = state.profile.supporters[c], state.election.costs[c]
    if moment.load is None:
        return 1
    if moment.load == 0:
        return None
    needed = (cost + carried) / float(moment.load) - n
    if abs(needed - round(needed)) <= NEAR * (1 + abs(needed) / 10**6):
        exact = (cost + state.carried(c)) / moment.load - n
        return max(math.floor(exact) + 1, 1)
    return max(math.floor(needed) + 1, 1)


def _paid(
    election: Election, state: Loads, i: int, number: int, load: Fraction, counts: Any
) -> dict[str, Any]:
    """How a project was paid: voters by what each of them paid, highest first."""
    each = [
        {"voters": int(n), "each": round(float(load - before), 4)}
        for n, before in zip(counts.tolist(), state.loads[:-1], strict=True)
        if n
    ]
    return {
        "round": number,
        "cost": election.costs[i],
        "supporters": state.profile.supporters[i],
        "load": load,
        "paid_per_voter": max((part["each"] for part in each), default=0.0),
        "payments": sorted(each, key=lambda part: -part["each"]),
    }


def _lost(
    election: Election,
    state: Loads,
    i: int,
    change: _Change,
    misfits: Mapping[str | None, Step],
    outcome: Outcome,
    earned: float,
) -> Why:
    """Why a project was not bought; `earned` is what each voter had earned by the end."""
    project, cost = election.projects[i], election.costs[i]
    supporters = state.profile.supporters[i]
    whole = round(supporters * earned)
    rest = whole - sum(change.spent_on.values())
    shown = rounded({**change.spent_on, KEPT: rest}, whole)
    facts = {
        "cost": cost,
        "supporters": supporters,
        "supporters_money": whole,
        "left_to_them": (had := shown.pop(KEPT)),
        "missing": max(cost - had, 0),
        "spent_on": {name: amount for name, amount in shown.items() if amount},
        "left": outcome.budget - outcome.spent,
    }
    reason = "not-yet-paid"
    if project.id in misfits:
        reason, facts["left"] = "misfit", misfits[project.id].data["left"]
    elif cost > election.budget:
        reason = "over-budget"
    elif not supporters:
        reason = "unsupported"
    cut = cost - change.cost if supporters and change.cost >= 0 else None
    return Why(project.id, False, reason, facts, cut, change.votes)
