"""A small round with a local currency: households, a jury's yes, putting in. All invented."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, select

from budget_app import wiring
from budget_app.budgets import service as budgets
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.models import Round
from budget_app.clock import FixedClock
from budget_app.currency import asking, issuing, opening
from budget_app.currency.models import Issue
from budget_app.db import Database
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea
from budget_app.people.models import Account, Household, RollEntry
from budget_app.places.models import Area
from budget_app.route import service as route

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AREA = "WK059913"
LOMBA: dict[str, Any] = {
    "key": "lomba",
    "name": "Lomba",
    "plural": "Lomba's",
    "per_round": 100,
    "rounds": 10,
}
OPEN = ("indienen", "inleg", "doen", "verantwoorden")


def config(**changes: Any) -> RoundConfig:
    """The rules of the round: € 1.000 in the pot, ten issues of 100 Lomba's of € 1."""
    steps = [
        {"key": "indienen", "kind": "gather", "name": "Indienen", "rolling": True},
        {"key": "inleg", "kind": "pledge", "name": "Inleggen", "rolling": True},
        {"key": "doen", "kind": "realise", "name": "Doen", "rolling": True},
        {"key": "verantwoorden", "kind": "account", "name": "Laten zien", "rolling": True},
    ]
    lomba = {**LOMBA, **changes.pop("currency", {})}
    base = {
        "title": "Lombaspel Testwijk",
        "field": 4,
        "model": "test",
        "decision_right": "decide",
        "decision_sentence": "Huishoudens beslissen samen.",
        "amount": {"kind": "fixed", "base_cents": 100_000},
        "funders": [{"name": "Gemeente", "share": 100, "entitles": "Niets."}],
        "areas": [AREA],
        "currency": lomba,
        "steps": steps,
    }
    return RoundConfig.model_validate({**base, **changes})


@dataclass
class CurrencyRound:
    """The ids of what was made, for any session of the test."""

    db: Database
    round_id: int
    maker: int
    helpers: tuple[int, int]
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    households: list[int] = field(default_factory=list)
    adults: dict[int, list[int]] = field(default_factory=dict)  # household -> accounts

    def round(self, session: Session) -> Round:
        """The round, in this session."""
        return session.get_one(Round, self.round_id)

    def move_in(self, session: Session, adults: int = 1) -> int:
        """A household comes on the roll, with so many adults; returns its number."""
        household = Household(area_code=AREA)
        session.add(household)
        session.flush()
        number = household.id or 0
        self.households.append(number)
        self.adults[number] = []
        for _ in range(adults):
            account = Account(created_on=NOW.date(), area_code=AREA, household_id=number)
            session.add(account)
            session.flush()
            self.adults[number].append(account.id or 0)
            session.add(
                RollEntry(
                    round_id=self.round_id,
                    account_id=account.id or 0,
                    area_code=AREA,
                    household_id=number,
                )
            )
        session.flush()
        return number

    def confirmed(self) -> int:
        """Ask for the next issue and confirm it; returns its id, with nothing given yet."""
        opening.open_purses(self.db, self.round_id)
        with self.db.write() as session:
            asked, confirmer = self.helpers
            issue = asking.ask(session, self.round(session), asked, self.clock.now())
            asking.confirm(session, issue, confirmer, self.clock.now())
            return issue.id or 0

    def issue(self) -> Issue:
        """A whole issue; the clock then stands two months later."""
        done = issuing.run(self.db, self.confirmed(), self.clock)
        self.clock.forward(days=62)
        return done

    def idea(self, session: Session, cost_cents: int = 8_000) -> int:
        """An idea of the maker for which households can put in."""
        maker = ideas.Maker(self.maker, "Mo Maker")
        words = {"title": "Bank bij de brug", "body": "Een bank.", "cost_cents": cost_cents}
        round = self.round(session)
        made = ideas.start(session, round, words, maker, NOW)
        ideas.submit(session, round, made, maker, NOW)
        return made.id or 0

    def state(self, session: Session, idea_id: int) -> str:
        """The state of an idea."""
        return session.exec(select(Idea.state).where(Idea.id == idea_id)).one()


def killed(database: Database, deed: Callable[[Session], object]) -> None:
    """Do something, and be killed just before it is kept."""
    with suppress(KeyboardInterrupt), database.write() as session:
        deed(session)
        raise KeyboardInterrupt


def make(
    database: Database, households: int = 0, open_steps: tuple[str, ...] = OPEN, **changes: Any
) -> CurrencyRound:
    """The round with its steps open, so many households on the roll, two helpers and a maker."""
    wiring.wire()
    with database.write() as session:
        session.add(Area(code=AREA, kind="wijk", name="Testwijk", slug="testwijk"))
        session.flush()
        round = route.publish(session, budgets.create(session, config(**changes), NOW), NOW)
        for step in open_steps:
            route.open_step(session, round, step, NOW, None)
        ids = []
        for name in ("Mo Maker", "Hanna Helper", "Hugo Helper"):
            account = Account(name=name, created_on=NOW.date())
            session.add(account)
            session.flush()
            ids.append(account.id or 0)
        world = CurrencyRound(database, round.id or 0, ids[0], (ids[1], ids[2]))
        for _ in range(households):
            world.move_in(session)
    return world
