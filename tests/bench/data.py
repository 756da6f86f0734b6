"""A round with many ideas and a roll with many people, in few statements. All invented."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from budget_app import wiring
from budget_app.budgets import service as budgets
from budget_app.db import Database
from budget_app.ideas.models import Idea
from budget_app.people.models import Account, LoginSession, RollEntry
from budget_app.places.models import Area
from budget_app.route import service as route
from tests.support.vote_round import BUURTEN, STEP, WIJK, config

BATCH = 5000
NOW = datetime.now(UTC)
WORDS = ("bank", "boom", "tuin", "plein", "buurt", "fiets", "licht", "groen", "straat", "huis")


@dataclass(frozen=True)
class Filled:
    """What was stored; `sessions` are cookies of people who are signed in and have not voted."""

    slug: str
    round_id: int
    ideas: list[int]
    sessions: list[tuple[int, str]]


def fill(database: Database, ideas: int, residents: int, signed_in: int) -> Filled:
    """Store it all, with the vote open."""
    wiring.wire()
    closes = (NOW + timedelta(days=7)).isoformat()
    rules = config({"type": "approval", "max_choices": 8}).model_dump(mode="json")
    rules["steps"][1] |= {"opens_at": NOW.isoformat(), "closes_at": closes}
    with database.write() as session:
        session.add(Area(code=WIJK, kind="wijk", name="Meetwijk", slug="meetwijk"))
        session.flush()
        for code in BUURTEN:
            session.add(
                Area(code=code, kind="buurt", name=f"Buurt {code}", slug=code.lower(),
                     parent_code=WIJK)
            )  # fmt: skip
        session.flush()
        made = budgets.create(session, type(config()).model_validate(rules), NOW)
        round = route.publish(session, made, NOW)
        route.open_step(session, round, "indienen", NOW, None)
        _insert(session, Idea, [_idea(round.id or 0, number) for number in range(1, ideas + 1)])
        route.close_step(session, round, "indienen", NOW, None)
        people = [
            {"id": number, "name": f"Bewoner {number}", "area_code": BUURTEN[number % 2],
             "created_on": NOW.date(), "language": "nl", "wants_mail": False,
             "email_confirmed": False, "street": ""}
            for number in range(1, residents + 1)
        ]  # fmt: skip
        _insert(session, Account, people)
        _insert(session, RollEntry, [_entry(round.id or 0, person) for person in people])
        sessions = [(number, f"secret-{number}") for number in range(1, signed_in + 1)]
        _insert(session, LoginSession, [_session(number, secret) for number, secret in sessions])
        route.open_step(session, round, STEP, NOW, None)
        slug, round_id = round.slug, round.id or 0
        ids = list(session.connection().execute(sa.select(sa.column("id")).select_from(
            sa.table("idea")).order_by(sa.column("id"))).scalars())  # fmt: skip
    return Filled(slug, round_id, ids, sessions)


def _insert(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    model = table.__table__  # type: ignore[attr-defined]
    for start in range(0, len(rows), BATCH):
        session.connection().execute(sa.insert(model), rows[start : start + BATCH])


def _idea(round_id: int, number: int) -> dict[str, Any]:
    chance = Random(number)
    words = " ".join(chance.choices(WORDS, k=5))
    return {
        "round_id": round_id,
        "number": number,
        "title": f"{words} {number}".capitalize(),
        "body": f"{words}. " * 8,
        "area_code": BUURTEN[number % 2],
        "street": "Lindestraat",
        "lat": 51.87 + chance.random() / 50,
        "lon": 4.50 + chance.random() / 30,
        "category": "",
        "cost_cents": chance.randrange(1_000, 40_000) * 100,
        "state": "ingediend",
        "step_key": "indienen",
        "makers": f"Bewoner {number}",
        "submitted_at": NOW,
        "updated_at": NOW,
    }


def _entry(round_id: int, person: dict[str, Any]) -> dict[str, Any]:
    return {"round_id": round_id, "account_id": person["id"], "area_code": person["area_code"]}


def _session(account_id: int, secret: str) -> dict[str, Any]:
    return {
        "id_hash": hashlib.sha256(secret.encode()).hexdigest(),
        "account_id": account_id,
        "created_at": NOW,
        "expires_at": NOW + timedelta(days=1),
    }
