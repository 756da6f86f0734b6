"""The rows that an election brought in from its file becomes: ideas, ballot paper, ballots."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.ballots.declared import Reading, titled
from budget_app.ballots.fitted import names_of
from budget_app.ballots.models import Ballot, BallotOption
from budget_app.ballots.service import Vote
from budget_app.budgets.models import Round
from budget_app.ideas.models import Idea
from voting.ballots import Profile
from voting.election import Project

BATCH = 5000
Progress = Callable[[int, int], None]


def ideas(session: Session, round: Round, reading: Reading, now: datetime) -> list[Idea]:
    """Every project of the file as an idea on the list, in the order of the file."""
    listed = reading.election.projects
    made = [
        Idea(
            round_id=round.id or 0,
            number=number,
            title=name,
            body=project.extra.get("description", ""),
            area_code=round.area_code,
            category=titled(project.categories[0]) if project.categories else "",
            cost_cents=project.cost,
            executor="gemeente",
            channel="import",
            state="op_de_stemlijst",
            step_key="stemmen",
            external_id=project.id,
            updated_at=now,
            **_point(project),
        )
        for number, (project, name) in enumerate(
            zip(listed, names_of(listed), strict=True), start=1
        )
    ]
    session.add_all(made)
    session.flush()
    return made


def _point(project: Project) -> dict[str, Any]:
    try:
        point = {
            "lat": float(project.extra["latitude"].replace(",", ".")),
            "lon": float(project.extra["longitude"].replace(",", ".")),
        }
    except (KeyError, ValueError):
        return {}
    return point if abs(point["lat"]) <= 90 and abs(point["lon"]) <= 180 else {}


def paper(session: Session, vote: Vote, listed: Sequence[Idea], reading: Reading) -> None:
    """The ballot paper, with the codes and labels by which the file speaks of its projects."""
    session.add_all(
        BallotOption(
            round_id=vote.key[0],
            step_key=vote.key[1],
            number=idea.number,
            idea_id=idea.id or 0,
            title=idea.title,
            cost_cents=idea.cost_cents,
            code=project.id,
            labels={
                "categories": list(project.categories),
                "areas": list(project.areas),
                "targets": list(project.targets),
                "exclusive_group": project.exclusive_group,
                "withdrawn": project.withdrawn,
            },
        )
        for idea, project in zip(listed, reading.election.projects, strict=True)
    )
    session.flush()


def ballots(session: Session, vote: Vote, reading: Reading, progress: Progress) -> None:
    """Every ballot as a row of its own, under a hash of the file and its place among equals."""
    connection, total, done = session.connection(), reading.profile.n_voters, 0
    statement = sa.insert(Ballot)
    batch: list[dict[str, Any]] = []
    for number, content in enumerate(contents(reading.profile)):
        name = hashlib.sha256(f"{reading.sha256}:{number}".encode()).hexdigest()
        batch.append(
            {
                "receipt_hash": name,
                "round_id": vote.key[0],
                "step_key": vote.key[1],
                "content": content,
            }
        )
        if len(batch) == BATCH:
            connection.execute(statement, batch)
            done, batch = done + len(batch), []
            progress(done, total)
    if batch:
        connection.execute(statement, batch)
    progress(total, total)


def contents(profile: Profile) -> Iterator[str]:
    """Each ballot as it is stored: {ballot number: 1, points or rank} as JSON."""
    kind, blank = profile.type, json.dumps({})
    for group in range(profile.n_groups):
        part = slice(int(profile.indptr[group]), int(profile.indptr[group + 1]))
        chosen = [int(position) + 1 for position in profile.indices[part]]
        if kind == "ordinal":
            values = list(range(1, len(chosen) + 1))
        elif kind in ("cumulative", "scoring"):
            values = [int(points) for points in profile.scores[part]]
        else:
            values = [1] * len(chosen)
        text = json.dumps(dict(zip(map(str, chosen), values, strict=True)))
        for _ in range(int(profile.weights[group])):
            yield text
    for _ in range(profile.blank):
        yield blank
