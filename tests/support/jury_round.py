"""A small round with a jury: hand in, be judged, carry out, account. Everyone is invented."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session, select

from budget_app import wiring
from budget_app.bodies import service as bodies
from budget_app.bodies.dockets import newest
from budget_app.bodies.models import Body, Docket, Seat
from budget_app.budgets import service as budgets
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea
from budget_app.people import service as people
from budget_app.people.models import Account, Role
from budget_app.places.models import Area
from budget_app.projects.models import Project
from budget_app.route import service as route
from tests.support.site import SECRET

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
AREA = "WK059912"
QUESTIONS = ("leefbaarheid", "uitvoerbaarheid")
JURY: dict[str, Any] = {
    "key": "jury",
    "name": "Wijkjury",
    "seats": 5,
    "quorum": 2,
    "decides_by": "average",
    "days": 14,
    "criteria": [
        {"key": key, "name": key.title(), "question": f"Hoe is het met de {key}?"}
        for key in QUESTIONS
    ],
}


def config(**changes: Any) -> RoundConfig:
    """The round's rules; keywords replace parts of them, `jury` parts of the jury's."""
    jury = {**JURY, **changes.pop("jury", {})}
    steps = [
        {"key": "indienen", "kind": "gather", "name": "Indienen", "rolling": True},
        {"key": "oordeel", "kind": "check", "name": "Oordeel", "body": "jury", "rolling": True},
        {"key": "doen", "kind": "realise", "name": "Doen", "rolling": True},
        {"key": "verantwoorden", "kind": "account", "name": "Laten zien", "rolling": True},
    ]
    return RoundConfig.model_validate(
        {
            "title": "Wijkbudget Testwijk",
            "field": 3,
            "model": "test",
            "decision_right": "judge",
            "decision_sentence": "De wijkjury beslist.",
            "amount": {"kind": "fixed", "base_cents": 100_000},
            "funders": [{"name": "Gemeente", "share": 100, "entitles": "Niets."}],
            "areas": [AREA],
            "bodies": [jury, {**JURY, "key": "beroep", "name": "Commissie van beroep"}],
            "steps": steps,
            **changes,
        }
    )


@dataclass
class JuryRound:
    """The ids of what was made, for any session of the test."""

    db: Database
    round_id: int
    members: list[int]
    maker: int

    def account(self, session: Session, **values: Any) -> Account:
        """Someone new."""
        given: dict[str, Any] = {"name": "Iemand", "created_on": TODAY, "area_code": AREA}
        account = Account(**(given | values))
        session.add(account)
        session.flush()
        return account

    def seat(self, session: Session, account_id: int, body: str = "jury", **term: date) -> Seat:
        """Put someone on a body; from 2026 on unless told otherwise."""
        found = session.exec(
            select(Body).where(Body.round_id == self.round_id, Body.key == body)
        ).one()
        values: dict[str, Any] = {"starts_on": date(2026, 1, 1)} | term
        row = Seat(body_id=found.id or 0, account_id=account_id, **values)
        session.add(row)
        session.flush()
        return row

    def idea(self, session: Session, cost_cents: int = 8_000, **content: Any) -> Idea:
        """An idea of the maker, handed in and lying before the jury."""
        round = session.get_one(Round, self.round_id)
        maker = ideas.Maker(self.maker, "Mo Maker")
        words = {"title": "Bank bij de brug", "body": "Een bank.", "cost_cents": cost_cents}
        made = ideas.start(session, round, words | content, maker, NOW)
        return ideas.submit(session, round, made, maker, NOW)

    def docket(self, session: Session, **content: Any) -> Docket:
        """The dossier of a new idea."""
        return newest(session, self.idea(session, **content).id or 0)

    def judge(self, session: Session, docket: Docket, *values: int, now: datetime = NOW) -> None:
        """Let the members, in order, give this score to every question."""
        for member, value in zip(self.members, values, strict=False):
            given = {key: (value, "Daarom.") for key in QUESTIONS}
            bodies.score(session, docket, session.get_one(Account, member), given, now)

    def project(self, session: Session, cost_cents: int = 8_000) -> Project:
        """A project under way: an idea that the jury passed."""
        docket = self.docket(session, cost_cents=cost_cents)
        self.judge(session, docket, 4, 4)
        bodies.settle(session, docket, "pass", "Goed voor de buurt.", NOW, TODAY)
        return session.exec(select(Project).where(Project.idea_id == docket.idea_id)).one()

    def code(self, account_id: int) -> str:
        """A pass code with which this account signs in on a `Site`."""
        with self.db.write() as session:
            return people.issue_pass(session, SECRET, account_id, NOW)

    def official(self, session: Session) -> int:
        """Someone who works for the municipality."""
        account = self.account(session, name="Gem Eente")
        session.add(
            Role(
                account_id=account.id or 0,
                name="municipality",
                area_code=AREA,
                starts_on=date(2026, 1, 1),
            )
        )
        session.flush()
        return account.id or 0


def make(database: Database, **changes: Any) -> JuryRound:
    """The round published and open, three members on the jury, one maker."""
    wiring.wire()
    with database.write() as session:
        area = Area(code=AREA, kind="wijk", name="Testwijk", slug="testwijk", inhabitants=100)
        session.add(area)
        session.flush()
        round = route.publish(session, budgets.create(session, config(**changes), NOW), NOW)
        for step in ("indienen", "oordeel", "doen", "verantwoorden"):
            route.open_step(session, round, step, NOW, None)
        world = JuryRound(database, round.id or 0, [], 0)
        for name in ("Ada", "Bea", "Cor"):
            email = f"{name.lower()}@example.org"
            member = world.account(session, name=name, email=email, email_confirmed=True)
            world.seat(session, member.id or 0)
            world.members.append(member.id or 0)
        world.maker = world.account(session, name="Mo Maker", street="Brugweg").id or 0
    return world
