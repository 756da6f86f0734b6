"""The knapsack optimum: of all sets that the budget can pay, the one with most support in total."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from voting.ballots import BALLOT_TYPES, Profile
from voting.election import Election
from voting.errors import VotingError
from voting.method import TIE, Method, Parameter, Text
from voting.methods._pareto import Item, solve
from voting.outcome import Outcome, Step, Tie, Why, make_outcome
from voting.ties import TieBreaker

UTILITY = Parameter(
    "utility",
    "choice",
    "cardinality",
    Text(
        "Wat een stem op een gekozen project waard is: één (cardinality) of de kosten van het "
        "project (cost).",
        "What a vote for a funded project is worth: one (cardinality) or the project's cost.",
    ),
    ("cardinality", "cost"),
)


def count(election: Election, profile: Profile, *, utility: str, tie: str) -> Outcome:
    """The set with the highest total within the budget, exactly.

    Of sets with the same total, the cheaper; of sets that cost the same too, the one that does
    without the project with the lowest total per unit of cost, the tie rule's last among equals.
    Raises VotingError for points below zero.
    """
    if (profile.scores < 0).any():
        raise VotingError("knapsack takes no points below zero")
    ranks = TieBreaker(tie, election, profile).ranks
    values = _values(election, profile, utility)
    items = [
        Item(i, election.costs[i], values[i])
        for i in election.eligible
        if values[i] > 0 and election.costs[i] <= election.budget
    ]
    items.sort(key=lambda item: (-_density(item), ranks[item.position]))
    best = solve(items, election.budget)
    order = sorted(best.chosen, key=lambda i: (-profile.points[i], ranks[i]))
    steps = tuple(
        Step("fund", election.projects[i].id, {"reason": "in-best-set", "value": values[i]})
        for i in order
    )
    open_choices = tuple(Tie((election.projects[i].id,), tie, True) for i in best.open)
    total = sum(values[i] for i in order)
    return make_outcome(
        election,
        profile,
        "knapsack",
        {"utility": utility, "tie": tie},
        order,
        steps=steps,
        ties=open_choices,
        details={"total": total, "values": dict(zip(_ids(election), values, strict=True))},
    )


def _ids(election: Election) -> tuple[str, ...]:
    return tuple(project.id for project in election.projects)


def _values(election: Election, profile: Profile, utility: str) -> list[int]:
    if utility == "cost":
        return [p * c for p, c in zip(profile.points, election.costs, strict=True)]
    return list(profile.points)


def _density(item: Item) -> Fraction:
    """Value per unit of cost; free projects come before all others."""
    return Fraction(item.value, item.cost) if item.cost else Fraction(10**40)


def explain_knapsack(election: Election, profile: Profile, outcome: Outcome) -> tuple[Why, ...]:
    """Whether each project is in the best set, and what would have brought it in.

    `missing` is what the money left falls short of its cost: that much cheaper, and the best set
    with it added is better than without. Where less would do it takes another best set, so no
    smallest change is told.
    """
    won = set(outcome.winners)
    left = outcome.budget - outcome.spent
    answers = []
    for project in election.projects:
        value = outcome.details.get("values", {}).get(project.id, 0)
        facts: dict[str, Any] = {"cost": project.cost, "value": value, "left": left}
        reason = "in-best-set" if project.id in won else "not-in-best-set"
        if project.withdrawn:
            reason = "withdrawn"
        elif project.cost > election.budget:
            reason = "over-budget"
        elif not value:
            reason = "unsupported"
        elif project.id not in won:
            facts["missing"] = project.cost - left
        answers.append(Why(project.id, project.id in won, reason, facts))
    return tuple(answers)


METHOD = Method(
    "knapsack",
    Text("Het beste pakket", "Knapsack optimum"),
    Text(
        "Van alle groepen projecten die samen binnen het budget passen, wint de groep met de "
        "meeste stemmen bij elkaar.",
        "Of all sets of projects that fit the budget together, the one with most votes in total.",
    ),
    "Goel, Krishnaswamy, Sakshuwong and Aitamurto, Knapsack Voting for Participatory Budgeting, "
    "2019; the optimum by Nemhauser and Ullmann, 1969",
    BALLOT_TYPES,
    (UTILITY, TIE),
    count,
    explain=explain_knapsack,
    note=Text(
        "Grenzen en minima per categorie of gebied kunnen hier niet: dan is het beste pakket niet "
        "meer precies te vinden. Geef elk gebied of elke categorie een eigen budget en tel apart.",
        "It takes no limits or minimums per category or area: the best set could no longer be "
        "found exactly. Give each area or category a budget of its own, and count each by itself.",
    ),
)
