"""From an election and its ballots to the text of a `.pb` file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from voting.ballots import ORDINAL, UNSCORED, Profile
from voting.election import Election, Project
from voting.pabulib import numbers
from voting.pabulib.layout import (
    AREA_COLUMNS,
    CATEGORY_COLUMNS,
    GROUP_COLUMNS,
    TARGET_COLUMNS,
    Layout,
    Stood,
    VoteLines,
    VoteRows,
    line,
    quoted,
)

META_ORDER = (
    "description", "country", "unit", "district", "subunit", "instance", "num_projects",
    "num_votes", "budget", "vote_type", "rule", "rule_parameters", "tie_rule", "date_begin",
    "date_end", "min_length", "max_length", "min_sum_cost", "max_sum_cost", "min_points",
    "max_points", "min_sum_points", "max_sum_points", "default_score",
    "min_project_score_threshold", "neighborhoods", "subdistricts", "categories", "edition",
    "language", "currency",
)  # fmt: skip


def write(election: Election, profile: Profile) -> str:
    """The `.pb` text. What was read is written as it stood; what was changed, in canonical form.

    Ballots made in memory are written with voter ids 1, 2, 3 …, identical ballots together, so
    the text says nothing about who voted when. Encode as UTF-8.
    """
    kept = profile.records if isinstance(profile.records, (VoteLines, VoteRows)) else None
    layout = kept.layout if kept else Layout()
    columns = layout.project_columns or _project_columns(election)
    records: list[Sequence[str]] = [("META",), ("key", "value")]
    records += _meta(election, profile).items()
    records += [("PROJECTS",), columns]
    records += (_project_row(election, project, columns) for project in election.projects)
    records.append(("VOTES",))
    lines = [*_set(records, layout.stood, layout.newline), *_votes(election, profile, layout)]
    if not layout.end_line:
        lines[-1] = lines[-1].removesuffix("\n").removesuffix("\r")
    return "\ufeff" * layout.bom + "".join(lines)


def _set(records: Iterable[Sequence[str]], stood: Stood, newline: str) -> Iterator[str]:
    """Each record as a line with its end: as it stood in the file, if it says what it said."""
    return (stood.get(tuple(fields)) or line(fields, newline) for fields in records)


def _meta(election: Election, profile: Profile) -> Mapping[str, str]:
    """The declared facts; those that the election itself knows better are corrected."""
    meta = dict(election.meta)
    as_read = election.source_sha256 and election.source_sha256 == profile.source_sha256
    if not as_read:
        meta["num_projects"] = str(len(election.projects))
        meta["num_votes"] = str(profile.n_voters)
    if not _says(meta.get("budget"), election.budget, election.minor_per_unit):
        meta["budget"] = numbers.unit_text(election.budget, election.minor_per_unit)
    if meta.get("vote_type", "").strip().lower() != profile.type:
        meta["vote_type"] = profile.type
    if election.currency != meta.get("currency", ""):
        meta["currency"] = election.currency
    if profile.records is None:
        meta.pop("default_score", None)  # such ballots are written with every project they score
    if not as_read:
        meta.setdefault("rule", "unknown")
        return {key: meta[key] for key in sorted(meta, key=_place)}
    return meta


def _place(key: str) -> int:
    """The collection's order of META; what it does not name comes last, in the order given."""
    return META_ORDER.index(key) if key in META_ORDER else len(META_ORDER)


def _says(text: str | None, amount: int, minor_per_unit: int) -> bool:
    """Whether this text already stands for the amount."""
    if text is None:
        return False
    try:
        return numbers.minor(numbers.decimal(text), minor_per_unit) == amount
    except ValueError:
        return False


def _project_columns(election: Election) -> tuple[str, ...]:
    projects = election.projects
    known = ["project_id", "cost", "name"]
    if any(p.categories for p in projects):
        known.append(CATEGORY_COLUMNS[0])
    if any(p.areas for p in projects):
        known.append(AREA_COLUMNS[0])
    if any(p.targets for p in projects):
        known.append(TARGET_COLUMNS[0])
    if any(p.exclusive_group for p in projects):
        known.append(GROUP_COLUMNS[0])
    others = dict.fromkeys(key for p in projects for key in p.extra if key not in known)
    return (*known, *others)


def _project_row(election: Election, project: Project, columns: Sequence[str]) -> list[str]:
    typed = {
        "project_id": project.id,
        "cost": _cost(election, project),
        "name": project.name,
    }
    labels = _labels(project, columns)
    row = []
    for column in columns:
        raw = project.extra.get(column)
        if column in labels:
            row.append(labels[column])
        elif column in GROUP_COLUMNS:
            row.append(project.exclusive_group or "")
        elif column in typed and not (raw is not None and raw.strip() == typed[column]):
            row.append(typed[column])
        else:
            row.append(raw or "")
    return row


def _labels(project: Project, columns: Sequence[str]) -> Mapping[str, str]:
    """Each kind of label in the column that it was read from; other columns stay as they were."""
    found = {}
    for names, values in (
        (CATEGORY_COLUMNS, project.categories),
        (AREA_COLUMNS, project.areas),
        (TARGET_COLUMNS, project.targets),
    ):
        there = [name for name in names if name in columns]
        source = next((name for name in there if _listed(project.extra.get(name, ""))), None)
        for name in there:
            raw = project.extra.get(name, "")
            here = name == (source or there[0]) and _listed(raw) != values
            found[name] = ",".join(values) if here else raw
    return found


def _listed(text: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in text.split(",") if value.strip())


def _cost(election: Election, project: Project) -> str:
    raw = project.extra.get("cost")
    if raw is not None and _says(raw, project.cost, election.minor_per_unit):
        return raw
    if project.withdrawn:
        return str(numbers.WITHDRAWN_COST)
    return numbers.unit_text(project.cost, election.minor_per_unit)


def _votes(election: Election, profile: Profile, layout: Layout) -> Iterator[str]:
    kept, newline = profile.records, layout.newline
    if kept is not None:
        yield line(kept.columns, newline)
        if isinstance(kept, VoteLines):
            yield kept.as_they_stood()
        else:
            yield from (line(fields, newline) for fields in kept.rows())
        return
    scored = profile.type not in (*UNSCORED, ORDINAL)
    yield "voter_id;vote;points\n" if scored else "voter_id;vote\n"
    yield from (text + "\n" for text in _numbered(election, profile, scored))


def _numbered(election: Election, profile: Profile, scored: bool) -> Iterator[str]:
    """Ballots without an origin: numbered, in the order of their text."""
    names = [project.id for project in election.projects]
    texts = []
    for g, weight in enumerate(profile.weights.tolist()):
        part = slice(int(profile.indptr[g]), int(profile.indptr[g + 1]))
        vote = quoted(",".join(names[i] for i in profile.indices[part].tolist()))
        points = ",".join(map(str, profile.scores[part].tolist()))
        texts.append((f"{vote};{points}" if scored else vote, weight))
    texts.append((";" if scored else "", profile.blank))
    number = 0
    for text, weight in sorted(texts):
        for _ in range(weight):
            number += 1
            yield f"{number};{text}"
