"""Remove what is past its term. Run by the timer and by hand; doing it twice changes nothing.

Every part is a short transaction of its own: who votes meanwhile does not wait for a city's roll,
and a run that was killed is finished by the next.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, select

from budget_app.db import Database
from budget_app.errors import TooMany
from budget_app.history import service as history
from budget_app.ideas import forgetting
from budget_app.keeping import over
from budget_app.keeping.acts import DATED, OF_ROUND, Dated, OfRound
from budget_app.keeping.terms import BY_KEY
from budget_app.people import attempts, roll
from budget_app.people.models import RollEntry
from budget_app.settings import Settings

PART = 1000  # rows in one transaction
Act = OfRound | Dated


def run(database: Database, settings: Settings, now: datetime, dry: bool = False) -> list[str]:
    """Remove everything that is past its term; a line per kind of row. `dry` only counts."""
    found = []
    with database.read() as session:
        idle_before = now - timedelta(days=settings.keep_idle_round_days)
        ended = over.rounds(session, _moment("home", settings, now), idle_before)
    for round_id in ended:
        if not dry:
            with database.write() as session:
                _note(session, round_id, now)
        for act in OF_ROUND:
            which = act.which(round_id, ended)
            found += _line(f"round {round_id}: {act.name}", _do(database, act, which, dry))
    for dated in DATED:
        which = dated.which(_moment(dated.term, settings, now))
        found += _line(dated.name, _do(database, dated, which, dry))
    found += _line("drafts", _drafts(database, _moment("draft", settings, now), dry))
    return found


def run_in_turn(database: Database, settings: Settings, now: datetime) -> list[str]:
    """As `run`, but once in a quarter of an hour over all servers; nothing in between."""
    with database.write() as session:
        try:
            attempts.count(session, "purge", 1, now)
        except TooMany:
            return []
    return run(database, settings, now)


def _moment(term: str, settings: Settings, now: datetime) -> datetime:
    return now - timedelta(days=BY_KEY[term].count(settings))


def _line(name: str, count: int) -> list[str]:
    return [f"{name}: {count}"] if count else []


def _note(session: Session, round_id: int, now: datetime) -> None:
    """The history keeps how many were on the roll, for figures that are said out of so many."""
    size = roll.total(session, round_id)
    there = select(RollEntry.account_id).where(RollEntry.round_id == round_id).limit(1)
    if session.exec(there).first() is not None and not roll.was_removed(session, round_id):
        history.append(session, now, "klok", roll.REMOVED, f"round:{round_id}", round_id, roll=size)


def _do(database: Database, act: Act, which: sa.ColumnElement[bool], dry: bool) -> int:
    table: sa.Table = act.model.__table__
    if dry:
        with database.read() as session:
            query = sa.select(sa.func.count()).select_from(table).where(which)
            return int(session.connection().execute(query).scalar_one())
    return sum(_parts(database, table, which, act.values))


def _parts(
    database: Database, table: sa.Table, which: sa.ColumnElement[bool], values: Any
) -> Iterator[int]:
    key: Any = list(table.primary_key)
    some = sa.select(*key).where(which).limit(PART)
    own = key[0].in_(some) if len(key) == 1 else sa.tuple_(*key).in_(some)
    statement: Any = sa.delete(table) if values is None else sa.update(table).values(values)
    while True:
        with database.write() as session:
            done = session.connection().execute(statement.where(own)).rowcount
        yield done
        if done < PART:
            return


def _drafts(database: Database, before: datetime, dry: bool) -> int:
    if dry:
        with database.read() as session:
            return len(forgetting.old_drafts(session, before))
    count = 0
    while True:
        with database.write() as session:
            part: Collection[Any] = forgetting.old_drafts(session, before, PART)
            for idea in part:
                forgetting.clear(session, idea)
        count += len(part)
        if len(part) < PART:
            return count
