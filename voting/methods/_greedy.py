"""The parameters and the count that the greedy rules share; each rule is a choice of them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from voting.ballots import Profile
from voting.election import Election
from voting.method import TIE, Parameter, Text, minimum_score
from voting.methods._walk import Ranking, Walk, rank, told_ties
from voting.outcome import Outcome, Step, make_outcome
from voting.ties import TieBreaker

LIMITS = Parameter(
    "limits",
    "amounts",
    {},
    Text(
        "Hoeveel er hoogstens naar een categorie, gebied of groep gaat.",
        "The most that may go to a category, area or group, as category:NAME=AMOUNT.",
    ),
)
MINIMUMS = Parameter(
    "minimums",
    "amounts",
    {},
    Text(
        "Hoeveel er minstens vrij blijft voor een categorie, gebied of groep. Wat daar niet nodig "
        "is, komt daarna vrij voor de anderen.",
        "The least that is kept free for a category, area or group; what is not needed there is "
        "freed for the others at the end.",
    ),
)
LEFTOVER = Parameter(
    "leftover",
    "choice",
    "none",
    Text(
        "Wat er gebeurt met geld dat over is: niets (none); projecten die zonder grens per "
        "categorie nog passen (fit); het hoogste project dat nog niet kan krijgt een deel (part); "
        "of dat project wordt uit een reserve aangevuld (top-up).",
        "What happens with money left: none; fit: projects that fit once limits are lifted; part: "
        "the highest project not funded gets what is left; top-up: the same, and a reserve pays "
        "the rest.",
    ),
    ("none", "fit", "part", "top-up"),
)
THRESHOLD = Parameter(
    "threshold",
    "threshold",
    "0",
    Text(
        "Hoeveel stemmen of punten een project minstens nodig heeft: een getal, of een deel van "
        "de stembiljetten zoals 5%.",
        "The least score that a project needs: a number, or a share of the ballots such as 5%.",
    ),
)
COMMON = (THRESHOLD, LIMITS, MINIMUMS, LEFTOVER, TIE)


def count_greedy(
    name: str,
    election: Election,
    profile: Profile,
    parameters: Mapping[str, Any],
    *,
    stop: bool = False,
    exclusive: bool = False,
    reserve_from: Fraction | None = None,
) -> Outcome:
    """Count by one of the greedy rules.

    `stop`: end at the first project that does not fit. `exclusive`: one project per exclusive
    group. `reserve_from`: if at least this share of the cost of the project that stopped the walk
    is left, fund it, with a reserve paying the rest.
    """
    breaker = TieBreaker(parameters["tie"], election, profile)
    ranking = rank(election, profile, breaker, minimum_score(parameters["threshold"], profile))
    limits, minimums = parameters["limits"], parameters["minimums"]
    walk = Walk(election, profile.points, limits, minimums, exclusive)
    passed = _down(walk, ranking.order, stop, reserve_from)
    if minimums and not stop:
        walk.minimums = {}
        passed = _down(walk, tuple(passed), stop, None)
    _leftover(walk, passed, parameters["leftover"])
    for i in ranking.below:
        walk.skip(i, "reject", {"reason": "threshold", "needed": _needed(parameters, profile)})
    return _outcome(name, election, profile, parameters, walk, ranking)


def _down(
    walk: Walk, order: tuple[int, ...], stop: bool, reserve_from: Fraction | None
) -> list[int]:
    """Walk down the ranking; answers the projects that were passed over, in their order."""
    passed: list[int] = []
    for place, i in enumerate(order):
        why = walk.obstacle(i)
        if why is None:
            walk.fund(i)
            continue
        if stop and why["reason"] == "money":
            return passed + _stop(walk, order[place:], reserve_from)
        passed.append(i)
        walk.skip(i, "skip", why)
    return passed


def _stop(walk: Walk, rest: tuple[int, ...], reserve_from: Fraction | None) -> list[int]:
    """The first misfit ends the walk; a reserve may still help that one project.

    Answers the projects passed over. With help from a reserve no money is left for them.
    """
    first = rest[0]
    stopper = walk.election.projects[first]
    if reserve_from is not None and walk.left >= reserve_from * stopper.cost:
        walk.fund_in_part(first, reserve=True)
    else:
        walk.skip(first, "stop", {"reason": "money"})
    for i in rest[1:]:
        walk.skip(i, "skip", {"reason": "stopped", "by": stopper.id})
    return list(rest)


def _leftover(walk: Walk, passed: list[int], rule: str) -> None:
    """Spend what is left: on what fits without limits, or on the highest that lacks money."""
    if rule == "none" or walk.left <= 0:
        return
    if rule == "fit":
        walk.limits = {}
        _down(walk, tuple(passed), stop=False, reserve_from=None)
        return
    for i in passed:
        why = walk.obstacle(i)
        if why is not None and why["reason"] == "money":
            walk.fund_in_part(i, reserve=rule == "top-up", leftover=True)
            return


def _needed(parameters: Mapping[str, Any], profile: Profile) -> int:
    """The threshold as the least whole number of score units that reaches it."""
    return -int(-minimum_score(parameters["threshold"], profile) // 1)


def _outcome(
    name: str,
    election: Election,
    profile: Profile,
    parameters: Mapping[str, Any],
    walk: Walk,
    ranking: Ranking,
) -> Outcome:
    helped = [election.index[part.project] for part in walk.partial]
    ties = told_ties(election, ranking, parameters["tie"], [*walk.winners, *helped])
    withdrawn = (p.id for p in election.projects if p.withdrawn)
    steps = [*walk.steps, *(Step("withdrawn", name) for name in withdrawn)]
    details = {"score_unit": profile.score_unit, "ballots": profile.n_voters}
    return make_outcome(
        election,
        profile,
        name,
        parameters,
        walk.winners,
        steps=tuple(steps),
        ties=ties,
        partial=tuple(walk.partial),
        details=details,
    )
