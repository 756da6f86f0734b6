"""Method of Equal Shares: every voter gets an equal share and pays only for what she supports."""

from __future__ import annotations

from typing import Any

from voting.ballots import BALLOT_TYPES, Profile
from voting.election import Election
from voting.equal_shares import completion, count, problem, search, why
from voting.method import NO_LABELS, TIE, Method, Parameter, Text
from voting.outcome import Outcome

UTILITY = Parameter(
    "utility",
    "choice",
    "cost",
    Text(
        "Wat een project een kiezer waard is: de kosten (cost), elk project evenveel "
        "(cardinality), of de punten die de kiezer gaf (scores).",
        "What a funded project is worth to a supporter: its cost, the same for each project "
        "(cardinality), or the points given (scores).",
    ),
    problem.UTILITIES,
)
START = Parameter(
    "start",
    "choice",
    "exact",
    Text(
        "Het eerste deel per kiezer: budget gedeeld door kiezers, precies (exact) of naar beneden "
        "afgerond op een hele valuta-eenheid (floor).",
        "The first share: budget divided by voters, exactly, or rounded down to a whole unit of "
        "the currency (floor).",
    ),
    ("exact", "floor"),
)
INCREMENT = Parameter(
    "increment",
    "amount",
    None,
    Text(
        "Hoeveel elke kiezer er per ronde bij krijgt; leeg is één valuta-eenheid.",
        "What each round adds to every share; one unit of the currency if not given.",
    ),
)
STOP = Parameter(
    "stop",
    "choice",
    search.OVERSPEND,
    Text(
        "Wanneer het verhogen stopt: vlak voor het budget niet meer genoeg is (overspend), of "
        "zodra geen project meer past (exhaustive).",
        "When raising the share ends: just before the outcome costs more than the budget "
        "(overspend), or at the first outcome beside which no project fits (exhaustive).",
    ),
    search.STOPS,
)
COMPLETION = Parameter(
    "completion",
    "choice",
    "add1",
    Text(
        "Wat er met het geld gebeurt dat over is: niets (none), de delen verhogen (add1), daarna "
        "aanvullen met de meeste stemmen (add1-greedy), verhogen en dan vergelijken met de "
        "meeste stemmen (comparison), of alleen vergelijken (none-comparison).",
        "What happens to money left: none; add1: shares are raised; add1-greedy: then filled up "
        "by score; comparison: after add1, greedy replaces it if more voters are better off; "
        "none-comparison: the same without raising shares.",
    ),
    count.COMPLETIONS,
)
COMPARE_BY = Parameter(
    "compare_by",
    "choice",
    "projects",
    Text(
        "Waarin de vergelijking telt wat een kiezer krijgt: projecten, kosten, punten, of alleen "
        "of er iets van de kiezer bij zit (represented).",
        "What the comparison counts for a voter: funded projects, their cost, the scores given, or "
        "only whether there is any (represented).",
    ),
    completion.MEASURES,
)
COMPARE_NOTHING = Parameter(
    "compare_nothing",
    "choice",
    "counted",
    Text(
        "Of een kiezer die bij een van beide uitkomsten niets krijgt meetelt in de vergelijking.",
        "Whether a voter with nothing in one of the two outcomes is counted or ignored.",
    ),
    completion.NOTHING,
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


def run(election: Election, profile: Profile, **parameters: Any) -> Outcome:
    """Count; `parameters` are those of METHOD, all given."""
    return count.count("equal-shares", election, profile, parameters)


METHOD = Method(
    "equal-shares",
    Text("Gelijke delen", "Method of Equal Shares"),
    Text(
        "Elke kiezer krijgt een even groot deel van het budget. Een project gaat door als de "
        "kiezers die het steunen het samen kunnen betalen. Het project dat per kiezer het minst "
        "kost gaat eerst. Blijft er geld over, dan krijgt elke kiezer een groter deel en tellen "
        "we opnieuw.",
        "Every voter has an equal share of the budget. A project is bought when its supporters "
        "can pay for it together, as equally as their money allows; the one that asks least of "
        "each of them for what it is worth to her goes first. While money is left, shares are "
        "raised and all is counted again.",
    ),
    "Peters, Pierczyński and Skowron, Proportional Participatory Budgeting with Additive "
    "Utilities, 2021; equalshares.net",
    BALLOT_TYPES,
    (
        UTILITY,
        START,
        INCREMENT,
        STOP,
        COMPLETION,
        COMPARE_BY,
        COMPARE_NOTHING,
        THRESHOLD,
        TIE,
    ),
    run,
    explain=why.explain,
    note=NO_LABELS,
)
