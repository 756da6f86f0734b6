"""An outcome, and what a recount found."""

from __future__ import annotations

from voting.ballots import Profile
from voting.cli.table import shorten, table
from voting.cli.words.amounts import measure, money, score
from voting.cli.words.lines import NAME_WIDTH, parameters, title, turnout
from voting.election import Election
from voting.outcome import Outcome
from voting.recount import Recount


def outcome(election: Election, profile: Profile, result: Outcome) -> str:
    """An outcome for a person to read."""
    lines = [title(election), f"Method: {result.method}{parameters(result)}", turnout(profile)]
    if result.winners:
        lines += ["", _winners(election, profile, result)]
    else:
        lines += ["", "No project wins."]
    lines.append("")
    for part in result.partial:
        reserve = f", and {money(part.reserve, election)} from a reserve" if part.reserve else ""
        lines.append(f"In part: {part.project} gets {money(part.paid, election)} of "
                     f"{money(part.cost, election)}{reserve}.")  # fmt: skip
    left = result.budget - result.spent
    lines.append(f"Spent {money(result.spent, election)} of {money(result.budget, election)}; "
                 f"{money(left, election)} is left.")  # fmt: skip
    for tie in result.ties:
        if tie.decisive is not False:
            lines.append(f"Tie settled by {tie.rule!r}: {', '.join(tie.projects)}.")
    lines += ["", f"input   {result.input_sha256}", f"outcome {result.outcome_sha256}"]
    return "\n".join(lines)


def _winners(election: Election, profile: Profile, result: Outcome) -> str:
    rows = []
    for number, name in enumerate(result.winners, 1):
        i = election.index[name]
        project = election.projects[i]
        rows.append((str(number), name, shorten(project.name, NAME_WIDTH),
                     score(profile.points[i], profile), money(project.cost, election)))  # fmt: skip
    return table(("", "id", "project", measure(profile), "cost"), rows, "r  rr")


def recounted(election: Election, result: Recount) -> str:
    """A recount: equal or not, and why."""
    declared = f"rule {election.meta.get('rule', '')!r}, counted as {result.outcome.method}"
    verdict = "equal to" if result.equal else "different from"
    lines = [
        title(election),
        f"The count by the declared {declared}{parameters(result.outcome)} is {verdict} the "
        f"official result ({len(result.official)} projects).",
    ]
    if result.missing:
        lines.append(f"Only in the official result: {', '.join(result.missing)}")
    if result.surplus:
        lines.append(f"Only in our count: {', '.join(result.surplus)}")
    lines += [f"- {reason}" for reason in result.reasons]
    lines.append(f"outcome {result.outcome.outcome_sha256}")
    return "\n".join(lines)
