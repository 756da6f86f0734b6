"""What the command line says, in English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import TextWrapper
from typing import Any

from voting.ballots import UNSCORED, Profile
from voting.cli.table import shorten, table, width
from voting.comparison import Comparison
from voting.election import Election
from voting.method import Method
from voting.methods import METHODS
from voting.outcome import Outcome, Why
from voting.recount import Recount, funded

NAME_WIDTH = 56
LINE, SHORTEST_NAME = 80, 20


def money(amount: int, election: Election) -> str:
    """Minor units in currency units, with thousands apart: `EUR 300,000`, `EUR 1,200.50`."""
    whole, rest = divmod(amount, election.minor_per_unit)
    digits = len(str(election.minor_per_unit)) - 1
    tail = f".{rest:0{digits}d}" if rest else ""
    return f"{election.currency} {whole:,}{tail}".strip()


def score(points: int, profile: Profile) -> str:
    """A score in points."""
    return f"{points / profile.score_unit:,.10g}"


def _measure(profile: Profile) -> str:
    return "votes" if profile.type in UNSCORED else "points"


def outcome(election: Election, profile: Profile, result: Outcome) -> str:
    """An outcome for a person to read."""
    lines = [title(election), f"Method: {result.method}{_parameters(result)}", _turnout(profile)]
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


def title(election: Election) -> str:
    """What the file calls this election, and where and when it was."""
    meta = election.meta
    name = meta.get("description") or meta.get("unit") or "Election"
    year = re.search(r"\d{4}", meta.get("date_begin") or meta.get("instance", ""))
    told = (meta.get("unit", "").strip(), meta.get("district", "").strip(), year and year[0])
    where = ", ".join(text for text in told if text and text not in name)
    return shorten(f"{name} ({where})" if where else name, LINE)


def _parameters(result: Outcome) -> str:
    told = ", ".join(f"{k} {v}" for k, v in result.parameters.items() if v not in (None, {}))
    return f" ({told})" if told else ""


def _turnout(profile: Profile) -> str:
    blank = f", {profile.blank:,} of them blank" if profile.blank else ""
    return f"{profile.n_voters:,} {profile.type} ballots{blank}"


def _winners(election: Election, profile: Profile, result: Outcome) -> str:
    rows = []
    for number, name in enumerate(result.winners, 1):
        i = election.index[name]
        project = election.projects[i]
        rows.append((str(number), name, shorten(project.name, NAME_WIDTH),
                     score(profile.points[i], profile), money(project.cost, election)))  # fmt: skip
    return table(("", "id", "project", _measure(profile), "cost"), rows, "r  rr")


def recounted(election: Election, result: Recount) -> str:
    """A recount: equal or not, and why."""
    declared = f"rule {election.meta.get('rule', '')!r}, counted as {result.outcome.method}"
    verdict = "equal to" if result.equal else "different from"
    lines = [
        title(election),
        f"The count by the declared {declared}{_parameters(result.outcome)} is {verdict} the "
        f"official result ({len(result.official)} projects).",
    ]
    if result.missing:
        lines.append(f"Only in the official result: {', '.join(result.missing)}")
    if result.surplus:
        lines.append(f"Only in our count: {', '.join(result.surplus)}")
    lines += [f"- {reason}" for reason in result.reasons]
    lines.append(f"outcome {result.outcome.outcome_sha256}")
    return "\n".join(lines)


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
    lines = [title(election), *_wrapped([f"Method: {result.method}{_parameters(result)}"]), ""]
    lines += _wrapped([_why(election, profile, result, answer) for answer in answers])
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
        measure = _measure(profile).removesuffix("s") if number == "1" else _measure(profile)
        said += f" It was {number} {measure} short."
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


def compared(election: Election, profile: Profile, result: Comparison) -> str:
    """All methods side by side: a line per project, a column per outcome, figures below."""
    columns = result.alike
    lines = [title(election), f"{_turnout(profile)}; budget {money(election.budget, election)}", ""]
    lines += ["Methods with the same winners share a column.", ""] if columns else []
    for number, names in enumerate(columns, 1):
        lines += _column(number, names, result)
    lines += _side_by_side(election, profile, result)
    lines += _in_part(election, result)
    lines += ["", _figures(election, result), "", *_wrapped(LEGEND)]
    for name, why in result.refused.items():
        lines += _wrapped([f"{name} does not count these: {why}"])
    return "\n".join(lines)


def _column(number: int, names: Sequence[str], result: Comparison) -> list[str]:
    """What a column stands for: its methods, and how the first of them works."""
    first = METHODS[names[0]]
    lines = [f"{number:>3}  {', '.join(names)}", *_wrapped([first.description.en], "     ")]
    if result.declared is not None and result.declared in names:
        told = _parameters(result.outcomes[result.declared]).strip(" ()")
        said = f"The file declares {result.declared}, and it is counted so: {told}."
        lines += _wrapped([said], "     ")
    return lines


def _side_by_side(election: Election, profile: Profile, result: Comparison) -> list[str]:
    columns = result.alike
    order = sorted(range(len(election.projects)), key=lambda i: (-profile.points[i], i))
    rows, always = [], 0
    for i in order:
        project = election.projects[i]
        marks = [_mark(result.outcomes[names[0]], project.id) for names in columns]
        always += all(marks)
        if any(marks):
            rows.append([project.name or project.id, score(profile.points[i], profile),
                         money(project.cost, election), *marks])  # fmt: skip
    lost = len(order) - len(rows)
    head = ("project", _measure(profile), "cost", *map(str, range(1, len(columns) + 1)))
    taken = sum(2 + max(map(width, column)) for column in list(zip(head, *rows, strict=True))[1:])
    for row in rows:
        row[0] = shorten(row[0], max(LINE - taken, SHORTEST_NAME))
    lines = ["", table(head, rows, "lrr" + "r" * len(columns))] if rows else []
    lines += ["● wins   ◐ gets a part of its cost"] if rows else []
    if len(columns) > 1:
        lines += [f"{_projects(always)} under all of these methods."]
    return lines + ([f"{_projects(lost)} under none of these methods."] if lost else [])


def _projects(number: int) -> str:
    return f"{number} project wins" if number == 1 else f"{number} projects win"


def _in_part(election: Election, result: Comparison) -> list[str]:
    """Who pays for the projects that the budget pays only in part."""
    lines = []
    for number, names in enumerate(result.alike, 1):
        for part in result.outcomes[names[0]].partial:
            name = election.projects[election.index[part.project]].name or part.project
            reserve = f" and a reserve pays {money(part.reserve, election)}" if part.reserve else ""
            said = f"In column {number} the budget pays {money(part.paid, election)} of {name}"
            lines += _wrapped([f"{said}{reserve}."])
    return lines


def _wrapped(paragraphs: Sequence[str], indent: str = "") -> list[str]:
    lines = TextWrapper(
        LINE,
        initial_indent=indent,
        subsequent_indent=indent or "  ",
        break_on_hyphens=False,
        break_long_words=False,
    )
    return [line for text in paragraphs for line in lines.wrap(text)]


LEGEND = (
    "with nothing: voters who named no project that wins.",
    "per voter: winning projects that a voter named, on average.",
    "Gini: 0 if every voter got as many, near 1 if one voter got all.",
    "left short: projects whose supporters, as a group, got less than their share of the budget "
    "could have bought.",
)


def _mark(result: Outcome, project: str) -> str:
    if any(part.project == project and not part.reserve for part in result.partial):
        return "◐"
    return "●" if project in result.winners else ""


def _figures(election: Election, result: Comparison) -> str:
    rows = []
    for number, names in enumerate(result.alike, 1):
        name = names[0]
        found, counted = result.figures[name], result.outcomes[name]
        rows.append((
            str(number), str(len(counted.winners)), money(counted.spent, election),
            f"{found.share_with_nothing:.0%}", f"{found.mean_projects:.2f}",
            f"{found.gini_projects:.2f}", str(result.unfair[name]),
        ))  # fmt: skip
    head = ("", "projects", "spent", "with nothing", "per voter", "Gini", "left short")
    return table(head, rows, "rrrrrrr")


def method(described: Method) -> str:
    """One method with its options."""
    lines = [f"{described.name}: {described.title.en}", f"  {described.description.en}"]
    if described.note:
        lines.append(f"  {described.note.en}")
    lines.append(f"  Source: {described.source}")
    lines.append(f"  Ballots: {', '.join(described.ballot_types)}")
    for parameter in described.parameters:
        option = "--" + parameter.name.replace("_", "-")
        default = "" if parameter.default in (None, {}) else f" (default {parameter.default})"
        lines.append(f"  {option}: {parameter.description.en}{default}")
    return "\n".join(lines)


def method_data(described: Method) -> dict[str, Any]:
    """One method as data, in both languages."""
    return {
        "title": described.title._asdict(),
        "description": described.description._asdict(),
        "note": described.note._asdict() if described.note else None,
        "source": described.source,
        "ballot_types": described.ballot_types,
        "whole_packages": described.whole_packages,
        "parameters": [
            {
                "name": parameter.name,
                "kind": parameter.kind,
                "default": parameter.default,
                "choices": parameter.choices,
                "description": parameter.description._asdict(),
            }
            for parameter in described.parameters
        ],
    }
