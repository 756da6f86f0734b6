"""Bring an older election in from its published `.pb` file, as a round that is over.

Its ideas and ballots are stored like those of any round, without anyone who took part, and the
platform counts them itself by the rule that the file declares.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from budget_app.ballots import counting, imported
from budget_app.ballots.declared import Reading, read_file, titled
from budget_app.ballots.models import Result
from budget_app.ballots.service import Vote
from budget_app.budgets import service as budgets
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.models import Round
from budget_app.clock import Clock
from budget_app.db import Database
from budget_app.history import service as history
from budget_app.history.models import Entry
from budget_app.ideas.models import Idea
from budget_app.places.models import Area
from budget_app.route.models import IdeaMove, Step

DEED = "election_imported"
ROUTE = (
    ("indienen", "gather", "Ideeën indienen"),
    ("stemmen", "vote", "Stemmen"),
    ("uitvoeren", "realise", "Uitvoeren"),
    ("verantwoorden", "account", "Laten zien wat het werd"),
)


class NoArea(ValueError):
    """The area that was named is not known here."""


@dataclass(frozen=True)
class Imported:
    """What came in. `official` says how our count compares with the result in the file."""

    slug: str
    title: str
    ideas: int
    ballots: int
    winners: int
    spent_cents: int
    amount_cents: int
    currency: str
    method: str
    outcome_sha256: str
    official: dict[str, Any]
    again: bool


def import_file(
    database: Database,
    clock: Clock,
    path: Path,
    area_code: str | None = None,
    title: str | None = None,
    progress: imported.Progress = lambda _done, _all: None,
) -> Imported:
    """Store the election in this file and count it, in one transaction; a second time does nothing.

    Raises OSError and VotingError for files that cannot be read, and NoArea.
    """
    reading = read_file(path)
    with database.write() as session:
        known = _already(session, reading)
        if known is not None:
            return _summary(session, known, reading, again=True)
        now = clock.now()
        round = _round(session, reading, area_code, title, now)
        vote = Vote(round, budgets.config_of(round).step("stemmen"))
        ideas = imported.ideas(session, round, reading, now)
        imported.paper(session, vote, ideas, reading)
        imported.ballots(session, vote, reading, progress)
        result = counting.count(session, vote, now)
        result.outcome = {**result.outcome, "official": reading.official}
        result.turnout = {"voters": result.outcome["voters"], "roll": None, "areas": {}}
        session.add(result)
        _settle(session, ideas, result, min(reading.ends or now, now))
        _record(session, round, reading, result, now)
        return _summary(session, round, reading, again=False)


def _already(session: Session, reading: Reading) -> Round | None:
    found = session.exec(
        select(Entry.round_id).where(
            Entry.deed == DEED, Entry.subject == f"file:{reading.sha256[:32]}"
        )
    ).first()
    return session.get_one(Round, found) if found is not None else None


def _round(
    session: Session, reading: Reading, area_code: str | None, title: str | None, now: datetime
) -> Round:
    area = _area(session, reading, area_code)
    config = _config(reading, area, titled(title) if title else reading.title)
    round = budgets.create(session, config, now, note=reading.note)
    round.state, round.config_hash, round.frozen_at = "published", config.sha256(), now
    session.add(round)
    for position, step in enumerate(config.steps):
        moment = {"opens_at": reading.begins, "closes_at": reading.ends}
        session.add(
            Step(
                round_id=round.id or 0,
                key=step.key,
                position=position,
                kind=step.kind,
                state="closed",
                **moment if step.kind == "vote" else {},
            )
        )
    session.flush()
    return round


def _area(session: Session, reading: Reading, area_code: str | None) -> Area:
    """The area that was named; else one of that name; else a place known by its name alone."""
    if area_code is not None:
        area = session.get(Area, area_code)
        if area is None:
            raise NoArea(f"area {area_code} is not known here; load the areas first")
        return area
    named = session.exec(select(Area).where(Area.name == reading.place)).first()
    if named is not None:
        return named
    slug = "elders-" + hashlib.sha256(reading.place.encode()).hexdigest()[:8]
    area = session.exec(select(Area).where(Area.slug == slug)).first()
    if area is None:
        area = Area(code=slug.upper(), kind="gemeente", name=titled(reading.place), slug=slug)
        session.add(area)
        session.flush()
    return area


def _config(reading: Reading, area: Area, title: str) -> RoundConfig:
    steps: list[dict[str, Any]] = [
        {"key": key, "kind": kind, "name": name} for key, kind, name in ROUTE
    ]
    steps[1] |= {"ballot": reading.ballot, "count": reading.count}
    return RoundConfig.model_validate(
        {
            "title": title,
            "field": 2,
            "model": "ingevoerde-stemming",
            "decision_right": "decide",
            "decision_sentence": "Bewoners stemden. De gemeente voerde de uitslag uit.",
            "amount": {
                "kind": "fixed",
                "base_cents": reading.election.budget,
                "currency": reading.currency,
            },
            "funders": [
                {
                    "name": titled(reading.place),
                    "share": 100,
                    "entitles": "Staat niet in het bestand.",
                }
            ],
            "areas": [area.code],
            "steps": steps,
        }
    )


def _settle(session: Session, ideas: Sequence[Idea], result: Result, voted: datetime) -> None:
    """What became of each idea, on the last day of voting where the file says which that was."""
    winners = set(result.outcome["winner_ideas"])
    for idea in ideas:
        idea.state = "gekozen" if idea.id in winners else "niet_gekozen"
        session.add(idea)
    session.add_all(
        IdeaMove(
            idea_id=idea.id or 0, step_key="stemmen", state=idea.state, at=voted, by_role="bewoners"
        )
        for idea in ideas
    )
    session.flush()


def _record(
    session: Session, round: Round, reading: Reading, result: Result, now: datetime
) -> None:
    history.append(
        session,
        now,
        "gemeente",
        DEED,
        f"file:{reading.sha256[:32]}",
        round.id,
        file_sha256=reading.sha256,
        input_sha256=result.input_sha256,
        outcome_sha256=result.outcome_sha256,
        ballots=result.outcome["voters"],
    )


def _summary(session: Session, round: Round, reading: Reading, again: bool) -> Imported:
    result = session.exec(select(Result).where(col(Result.round_id) == round.id)).one()
    outcome = result.outcome
    return Imported(
        slug=round.slug,
        title=round.title,
        ideas=len(outcome["ideas"]),
        ballots=outcome["voters"],
        winners=len(outcome["winners"]),
        spent_cents=outcome["spent_minor"],
        amount_cents=round.amount_cents,
        currency=reading.currency,
        method=result.method,
        outcome_sha256=result.outcome_sha256,
        official=outcome["official"],
        again=again,
    )
