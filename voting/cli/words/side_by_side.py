"""All methods side by side."""

from __future__ import annotations

from collections.abc import Sequence

from voting.ballots import Profile
from voting.cli.table import shorten, table, width
from voting.cli.words.amounts import measure, money, score
from voting.cli.words.lines import LINE, parameters, title, turnout, wrapped
from voting.comparison import Comparison
from voting.election import Election
from voting.methods import METHODS
from voting.outcome import Outcome

SHORTEST_NAME = 20
LEGEND = (
    "with nothing: voters who named no project that wins.",
    "per voter: winning projects that a voter named, on average.",
    "Gini: 0 if every voter got as many, near 1 if one voter got all.",
    "left short: projects whose supporters, as a group, got less than their share of the budget "
    "could have bought.",
)


def compared(election: Election, profile: Profile, result: Comparison) -> str:
    """All methods side by side: a line per project, a column per outcome, figures below."""
    columns = result.alike
    lines = [title(election), f"{turnout(profile)}; budget {money(election.budget, election)}", ""]
    lines += ["Methods with the same winners share a column.", ""] if columns else []
    for number, names in enumerate(columns, 1):
        lines += _column(number, names, result)
    lines += _side_by_side(election, profile, result)
    lines += _in_part(election, result)
    lines += ["", _figures(election, result), "", *wrapped(LEGEND)]
    for name, why in result.refused.items():
        lines += wrapped([f"{name} does not count these: {why}"])
    return "\n".join(lines)


def _column(number: int, names: Sequence[str], result: Comparison) -> list[str]:
    """What a column stands for: its methods, and how the first of them works."""
    first = METHODS[names[0]]
    lines = [f"{number:>3}  {', '.join(names)}", *wrapped([first.description.en], "     ")]
    if result.declared is not None and result.declared in names:
        told = parameters(result.outcomes[result.declared]).strip(" ()")
        said = f"The file declares {result.declared}, and it is counted so: {told}."
        lines += wrapped([said], "     ")
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
    head = ("project", measure(profile), "cost", *map(str, range(1, len(columns) + 1)))
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
            lines += wrapped([f"{said}{reserve}."])
    return lines


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
