"""A small round in which a vote is open: a few ideas, a few people on the roll. All invented."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session

from budget_app import wiring
from budget_app.ballots.service import Vote
from budget_app.ballots.standing import Standing, current
from budget_app.budgets import service as budgets
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.ideas import service as ideas
from budget_app.people import service as people
from budget_app.people.models import Account
from budget_app.places.models import Area
from budget_app.route import service as route
from tests.support.site import SECRET

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CLOSES = NOW + timedelta(days=7)
WIJK, BUURTEN = "WK059912", ("BU05991201", "BU05991202")
COSTS = (40_000, 30_000, 20_000, 50_000, 10_000)
BUDGET = 100_000
STEP = "stemmen"


def config(
    ballot: dict[str, Any] | None = None, count: dict[str, Any] | None = None, **changes: Any
) -> RoundConfig:
    """Hand in, vote, carry out, account."""
    steps = [
        {"key": "indienen", "kind": "gather", "name": "Indienen"},
        {
            "key": STEP,
            "kind": "vote",
            "name": "Stemmen",
            "opens_at": NOW.isoformat(),
            "closes_at": CLOSES.isoformat(),
            "ballot": ballot or {"type": "approval", "max_choices": 3},
            "count": count or {"method": "greedy", "tie": "cheaper"},
        },
        {"key": "doen", "kind": "realise", "name": "Doen", "rolling": True},
        {"key": "verantwoorden", "kind": "account", "name": "Laten zien", "rolling": True},
    ]
    return RoundConfig.model_validate(
        {
            "title": "Stemwijk 2026",
            "field": 4,
            "model": "test",
            "decision_right": "decide",
            "decision_sentence": "Bewoners beslissen.",
            "amount": {"kind": "fixed", "base_cents": BUDGET},
            "funders": [{"name": "Gemeente", "share": 100, "entitles": "Niets."}],
            "areas": [WIJK],
            "steps": steps,
            **changes,
        }
    )


@dataclass
class VoteRound:
    """The round with its voters, for any session of the test."""

    db: Database
    slug: str = ""
    round_id: int = 0
    voters: list[int] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    def standing(self, session: Session, now: datetime = NOW) -> Standing:
        """The vote as it stands."""
        return current(session, self.slug, now)

    def vote(self, session: Session) -> Vote:
        """The vote that services take."""
        return self.standing(session).vote

    def person(self, session: Session, on_roll: bool = True, area: str = BUURTEN[0]) -> int:
        """Someone new, with a pass; on the roll unless told otherwise."""
        account = Account(name=f"Bewoner {len(self.codes)}", created_on=NOW.date(), area_code=area)
        session.add(account)
        session.flush()
        if on_roll:
            people.put_on_roll(session, self.round_id, account, area)
            self.voters.append(account.id or 0)
        self.codes.append(people.issue_pass(session, SECRET, account.id or 0, NOW))
        return account.id or 0

    def close(self, now: datetime = CLOSES) -> None:
        """Close the vote, as an official or the clock does."""
        with self.db.write() as session:
            round = session.get_one(Round, self.round_id)
            route.close_step(session, round, STEP, now, None)


def make(database: Database, voters: int = 3, open_vote: bool = True, **settings: Any) -> VoteRound:
    """The round with five ideas on the ballot and this many people on the roll."""
    wiring.wire()
    made = VoteRound(database)
    with database.write() as session:
        if session.get(Area, WIJK) is None:
            _make_places(session)
        round = route.publish(session, budgets.create(session, config(**settings), NOW), NOW)
        made.slug, made.round_id = round.slug, round.id or 0
        route.open_step(session, round, "indienen", NOW, None)
        maker_id = made.person(session, on_roll=False)
        maker = ideas.Maker(maker_id, "Mo Maker")
        for number, cost in enumerate(COSTS, start=1):
            words = {"title": f"Idee {number}", "cost_cents": cost, "street": "Lindestraat"}
            ideas.submit(session, round, ideas.start(session, round, words, maker, NOW), maker, NOW)
        route.close_step(session, round, "indienen", NOW, None)
        made.codes.clear()
        for _ in range(voters):
            made.person(session)
        if open_vote:
            route.open_step(session, round, STEP, NOW, None)
    return made


def _make_places(session: Session) -> None:
    session.add(Area(code=WIJK, kind="wijk", name="Stemwijk", slug="stemwijk"))
    session.flush()
    for number, code in enumerate(BUURTEN, start=1):
        name, slug = f"Buurt {number}", f"buurt-{number}"
        session.add(Area(code=code, kind="buurt", name=name, slug=slug, parent_code=WIJK))
    session.flush()
