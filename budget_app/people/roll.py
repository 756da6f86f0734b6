"""Put people on the roll of a round and make the passes for their letters, all or nothing."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.clock import local_date
from budget_app.history import service as history
from budget_app.history.models import Entry
from budget_app.people import passes
from budget_app.people.codes import keyed_hash, new_pass_code
from budget_app.people.models import Account, Household, Pass, RollEntry
from budget_app.people.roll_rules import Line

BATCH = 1000
EXTENDED = "roll_extended"
REMOVED = "roll_removed"
Row = dict[str, Any]


@dataclass(frozen=True)
class Letter:
    """What is printed on one letter. The code exists here and nowhere else."""

    code: str
    mark: str
    area_code: str
    language: str


def add(
    session: Session,
    secret_key: str,
    round_id: int,
    lines: Iterable[Line],
    now: datetime,
    seal: str = "",
    written: list[Letter] | None = None,
) -> list[Letter]:
    """Make an account, a place on the roll and a pass for every line; returns the letters.

    `written` are these letters where they were printed first, one for each line. The history says
    how many were added, and by which list; not who.
    """
    lines = list(lines)
    made = letters(lines) if written is None else written
    today = local_date(now)
    households = _households(session, secret_key, round_id, lines)
    accounts: list[Row] = [
        {
            "name": "",
            "email_confirmed": False,
            "wants_mail": True,
            "area_code": line.area_code,
            "street": line.street,
            "language": line.language,
            "household_id": households.get((line.area_code, line.household)),
            "created_on": today,
        }
        for line in lines
    ]
    ids = _numbered(session, Account, accounts)
    entries = [
        {
            "round_id": round_id,
            "account_id": account_id,
            "area_code": line.area_code,
            "household_id": households.get((line.area_code, line.household)),
        }
        for account_id, line in zip(ids, lines, strict=True)
    ]
    _insert(session, RollEntry, entries)
    passes_of = zip(ids, made, strict=True)
    _insert(session, Pass, [_pass(secret_key, round_id, *each, today) for each in passes_of])
    history.append(
        session,
        now,
        "gemeente",
        EXTENDED,
        f"round:{round_id}",
        round_id,
        added=len(lines),
        **({"list": seal} if seal else {}),
    )
    return made


def letters(lines: Iterable[Line]) -> list[Letter]:
    """A letter with a new code for each line; nobody comes in with it until it is on the roll."""
    return [Letter(new_pass_code(), line.mark, line.area_code, line.language) for line in lines]


def _pass(secret_key: str, round_id: int, account_id: int, letter: Letter, today: date) -> Row:
    return {
        "code_hash": keyed_hash(secret_key, "pass", letter.code),
        "account_id": account_id,
        "round_id": round_id,
        "issued_on": today,
        "mark_hash": passes.mark_hash(secret_key, round_id, letter.mark),
    }


def known(session: Session, secret_key: str, round_id: int, lines: Iterable[Line]) -> list[int]:
    """The numbers of the lines whose mark already has a pass in this round."""
    marked = {passes.mark_hash(secret_key, round_id, line.mark): line.number for line in lines}
    hashes = [mark for mark in marked if mark is not None]
    found: list[int] = []
    for start in range(0, len(hashes), BATCH):
        query = select(Pass.mark_hash).where(
            Pass.round_id == round_id, col(Pass.mark_hash).in_(hashes[start : start + BATCH])
        )
        found += [marked[mark] for mark in session.exec(query).unique()]
    return sorted(found)


def brought_in(session: Session, secret_key: str, round_id: int, content: bytes) -> datetime | None:
    """When this very list was brought in for this round, if it ever was."""
    query = select(Entry.at, Entry.details).where(
        Entry.round_id == round_id, Entry.deed == EXTENDED
    )
    seal = seal_of(secret_key, content)
    return next((at for at, details in session.exec(query) if details.get("list") == seal), None)


def seal_of(secret_key: str, content: bytes) -> str:
    """What stands in the history for a list: without the key nobody can guess the list from it."""
    return keyed_hash(secret_key, "list", hashlib.sha256(content).hexdigest())


def size(session: Session, round_id: int) -> dict[str, int]:
    """How many are on the roll, per buurt."""
    query = (
        select(RollEntry.area_code, sa.func.count())
        .where(RollEntry.round_id == round_id)
        .group_by(col(RollEntry.area_code))
        .order_by(col(RollEntry.area_code))
    )
    return dict(session.exec(query).all())


def total(session: Session, round_id: int) -> int:
    """How many are on the roll; of a roll that was removed: how many were."""
    gone = session.exec(_removal(round_id)).first()
    if gone is not None:
        return int(gone["roll"])
    query = select(sa.func.count()).select_from(RollEntry).where(RollEntry.round_id == round_id)
    return int(session.exec(query).one())


def was_removed(session: Session, round_id: int) -> bool:
    """Whether the roll of a round that is over was removed, or is being removed."""
    return session.exec(_removal(round_id)).first() is not None


def _removal(round_id: int) -> Any:
    return select(Entry.details).where(Entry.round_id == round_id, Entry.deed == REMOVED)


def _households(
    session: Session, secret_key: str, round_id: int, lines: list[Line]
) -> dict[tuple[str, str], int]:
    """The household of each word in each buurt; one that an earlier list named is known again."""
    first: dict[tuple[str, str], Line] = {}
    for line in lines:
        if line.household:
            first.setdefault((line.area_code, line.household), line)
    marks = {key: _household_mark(secret_key, round_id, *key) for key in first}
    found = _known(session, marks)
    fresh = [key for key in first if key not in found]
    rows: list[Row] = [
        {
            "area_code": first[key].area_code,
            "street": first[key].street,
            "language": first[key].language,
            "mark_hash": marks[key],
        }
        for key in fresh
    ]
    return found | dict(zip(fresh, _numbered(session, Household, rows), strict=True))


def _household_mark(secret_key: str, round_id: int, area_code: str, word: str) -> str:
    return keyed_hash(secret_key, f"household:{round_id}:{area_code}", word)


def _known(session: Session, marks: dict[tuple[str, str], str]) -> dict[tuple[str, str], int]:
    keys = {mark: key for key, mark in marks.items()}
    hashes = list(keys)
    found = {}
    for start in range(0, len(hashes), BATCH):
        query = select(Household.mark_hash, Household.id).where(
            col(Household.mark_hash).in_(hashes[start : start + BATCH])
        )
        found.update({keys[mark or ""]: id or 0 for mark, id in session.exec(query)})
    return found


def _numbered(
    session: Session, table: type[Account] | type[Household], rows: list[Row]
) -> list[int]:
    """Insert rows and return their numbers, in the order given."""
    ids: list[int] = []
    for start in range(0, len(rows), BATCH):
        made = session.connection().execute(
            sa.insert(table).returning(col(table.id), sort_by_parameter_order=True),
            rows[start : start + BATCH],
        )
        ids += [id for (id,) in made if id is not None]
    return ids


def _insert(session: Session, table: type, rows: list[Row]) -> None:
    for start in range(0, len(rows), BATCH):
        session.connection().execute(sa.insert(table), rows[start : start + BATCH])
