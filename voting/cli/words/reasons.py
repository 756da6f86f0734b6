"""Why each project won or lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from voting.ballots import Profile
from voting.cli.table import shorten
from voting.cli.words.amounts import measure, money, score
from voting.cli.words.lines import NAME_WIDTH, parameters, title, wrapped
from voting.election import Election
from voting.outcome import Outcome, Why
from voting.recount import funded

REASONS = {
    "fits": "it fitted in the {left} that was left when its turn came",
    "top-up": "{left} was left for it, and a reserve pays the rest",
    "money": "it costs {cost}, and {left} was left when its turn came",
    "part": "it costs {cost}, and gets the {left} that was left",
    "kept": "it costs {cost}; {left} was left, of which {kept} was kept free for others",
    "limit": "{label} has a limit, of which {left_under_limit} was left",
    "threshold": "it did not reach the minimum score",
    "exclusive": "{taken_by} of the same exclusive group had won already",
    "stopped": "the count had ended at {by}, which did not fit",
    "withdrawn": "it was withdrawn",
    "no-quorum": "there were fewer ballots than the quorum",
    "bought": "its {supporters} supporters bought it, for at most {paid_per_voter} each",
    "unaffordable": (
        "its {supporters} supporters had {left} left together, {missing} too little; at that share "
        "{cost_cut} less, or {votes_short} more voters with a whole share, would have been enough"
    ),
    "supported": (
        "its {supporters} supporters put {support} behind it; it costs {cost}, and the rest went "
        "on to their other projects"
    ),
    "support": (
        "it had {support} of support when it dropped out, {short} too little: so much cheaper, and "
        "it would have won"
    ),
    "leftover": "it fitted in the {left} that was left at the end",
    "in-best-set": "it is in the best set that the budget can pay",
    "not-in-best-set": (
        "it is not in the best set that the budget can pay, beside which {left} is left; {missing} "
        "cheaper, and it would have been added"
    ),
    "over-budget": "it costs more than the whole budget",
    "fund": "its {supporters} supporters paid for it, at most {paid_per_voter} each",
    "misfit": "it costs {cost}, and {left} was left when its turn came",
    "not-chosen": "its turn did not come",
    "not-yet-paid": (
        "its {supporters} supporters had {left_to_them} together when the count ended, "
        "{missing} too little"
    ),
    "unsupported": "nobody who voted named it",
    "most": "it had most: {votes}",
    "fewer": "it had {votes}, and {winner} had {winner_votes}",
    "run-off": "it had {votes}, and there is no winner before the run-off",
    "lost-run-off": "it had {votes} in the first count, and lost the run-off to {winner}",
    "no-votes": "no ballot names a package that takes part",
    "majority": "in round {round} it had {votes} ballots, and no other had more than {most_others}",
    "fewest": "in round {round} it had fewest, {votes}, and dropped out",
    "fewer-in-last-round": "in the last round it had {votes} ballots, and another {most_others}",
    "beats-all": "it beats every other, in a duel or along a chain of duels",
    "beaten": (
        "{voters_for} voters put it above {winner}, {voters_for_winner} below; the strongest chain "
        "of duels is {chain} for it and {chain_of_winner} for {winner}"
    ),
    "tied": "it ties with {winner}, and the tie rule put that first",
}


PLURALS = re.compile(r"(\b1 (?:more )?(?:voter|supporter))s")


AMOUNTS = (
    "left", "cost", "kept", "left_under_limit", "paid_per_voter", "missing", "support", "short",
    "cost_cut", "left_to_them",
)  # fmt: skip


def explained(election: Election, profile: Profile, result: Outcome, answers: Sequence[Why]) -> str:
    """Why each project won or lost."""
    lines = [title(election), *wrapped([f"Method: {result.method}{parameters(result)}"]), ""]
    lines += wrapped([_why(election, profile, result, answer) for answer in answers])
    return "\n".join(lines)


def _why(election: Election, profile: Profile, result: Outcome, answer: Why) -> str:
    project = election.projects[election.index[answer.project]]
    helped = answer.project in funded(result)
    verdict = "won" if answer.won else "gets a part" if helped else "lost"
    name = shorten(project.name, NAME_WIDTH)
    said = f"{project.id}  {name}: {verdict}, {_reason(election, answer)}."
    if answer.cost_cut is not None:
        said += f" It would have won at {money(answer.cost_cut, election)} less."
    if answer.votes_short is not None:
        number = score(answer.votes_short, profile)
        measured = measure(profile).removesuffix("s") if number == "1" else measure(profile)
        said += f" It was {number} {measured} short."
    return said


def _reason(election: Election, answer: Why) -> str:
    facts: dict[str, Any] = {
        key: money(round(value), election) if key in AMOUNTS and value is not None else value
        for key, value in answer.facts.items()
    }
    try:
        said = REASONS[answer.reason].format(**facts)
        return PLURALS.sub(r"\1", said)
    except KeyError:
        told = ", ".join(f"{key} {value}" for key, value in answer.facts.items())
        return f"{answer.reason} ({told})" if told else answer.reason
