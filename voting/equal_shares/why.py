"""Why each project won or lost under Equal Shares, read from the outcome's own details."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from voting.ballots import Profile
from voting.election import Election
from voting.outcome import Outcome, Why


def explain(election: Election, profile: Profile, outcome: Outcome) -> tuple[Why, ...]:
    """Why each project won or lost, in the order of the list; nothing is counted again.

    `facts` are those of `details["projects"]`, with the shares. Their `cost_cut` and `votes_short`
    hold at the final share: so much cheaper, or with so many more voters who bring a whole share
    and name this project alone, its supporters could have bought it then. Where shares are raised,
    buying it could have ended the raising earlier; so the answer's own `cost_cut`, which promises
    a win, is given only where there is one share, and `votes_short` never: more voters would make
    every share smaller.
    """
    one_share = outcome.parameters.get("completion") == "none"
    projects: Mapping[str, Mapping[str, Any]] = outcome.details.get("projects", {})
    shares = {name: outcome.details.get(name) for name in ("voters", "final_share")}
    won = set(outcome.winners)
    answers = []
    for project in election.projects:
        facts = projects.get(project.id, {"status": "not-chosen"})
        funded = project.id in won
        reason = _reason(facts["status"], funded, outcome)
        answers.append(
            Why(
                project.id,
                funded,
                reason,
                {**facts, **shares},
                facts.get("cost_cut") if one_share and not funded else None,
            )
        )
    return tuple(answers)


def _reason(status: str, funded: bool, outcome: Outcome) -> str:
    """The status, unless the completion decided otherwise."""
    bought = status in ("bought", "free")
    if outcome.details.get("comparison", {}).get("chosen") == "greedy":
        return "chosen-by-greedy" if funded else "replaced-by-greedy" if bought else status
    return "added-by-score" if funded and not bought else status
