"""A small round in an invented wijk, made through the services, for tests of pages."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlmodel import Session

from budget_app import wiring
from budget_app.budgets import service as budgets
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.models import Round
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea
from budget_app.ideas.service import Maker
from budget_app.people import service as people
from budget_app.people.models import Account, Role
from budget_app.places.models import Area
from budget_app.route import service as route
from budget_app.talk import service as talk
from tests.support.site import SECRET

WIJK, BUURTEN = "WK990001", ("BU99000101", "BU99000102")
SQUARE = [[4.50, 51.87], [4.52, 51.87], [4.52, 51.88], [4.50, 51.88], [4.50, 51.87]]
CONFIG = {
    "title": "Bewonersbudget Proefwijk",
    "field": 4,
    "model": "wijkstemming",
    "decision_right": "decide",
    "decision_sentence": "Bewoners beslissen samen over het geld.",
    "amount": {"kind": "fixed", "base_cents": 5_000_000},
    "funders": [
        {"name": "Gemeente", "share": 70, "entitles": "Kijkt of het mag."},
        {"name": "Woonstichting", "share": 30, "entitles": "Zit aan tafel, zonder stem."},
    ],
    "areas": [WIJK],
    "categories": ["groen", "ontmoeten"],
    "bodies": [
        {
            "key": "wijkjury",
            "name": "Wijkjury",
            "seats": 3,
            "quorum": 1,
            "criteria": [{"key": "kan", "name": "Het kan", "question": "Kan het?"}],
        }
    ],
    "steps": [
        {"key": "indienen", "kind": "gather", "name": "Ideeën indienen", "rolling": True},
        {"key": "praten", "kind": "talk", "name": "Erover praten"},
        {"key": "jury", "kind": "check", "name": "De jury kijkt", "body": "wijkjury"},
        {
            "key": "stemmen",
            "kind": "vote",
            "name": "Stemmen",
            "ballot": {"type": "approval"},
            "count": {"method": "greedy"},
        },
        {"key": "doen", "kind": "realise", "name": "Uitvoeren"},
        {"key": "klaar", "kind": "account", "name": "Verantwoorden"},
    ],
}


@dataclass
class Sample:
    """What a test needs to know of the round that was made."""

    round_id: int
    slug: str
    maker_id: int
    maker_code: str
    other_id: int
    other_code: str
    staff_code: str
    ideas: list[int] = field(default_factory=list)


def make(
    session: Session,
    now: datetime,
    ideas_count: int = 0,
    opened: Iterable[str] = ("indienen", "praten"),
) -> Sample:
    """An area with two buurten, three accounts, and a published round with these steps open."""
    wiring.wire()
    session.add(_area(WIJK, "wijk", "Proefwijk"))
    session.flush()
    session.add_all(_area(code, "buurt", f"Proefbuurt {code[-1]}", WIJK) for code in BUURTEN)
    accounts = [Account(name=name, created_on=now.date()) for name in ("Mila", "Noor", "Staf")]
    session.add_all(accounts)
    session.flush()
    codes = [people.issue_pass(session, SECRET, account.id or 0, now) for account in accounts]
    session.add(Role(account_id=accounts[2].id or 0, name="municipality", starts_on=now.date()))
    round = budgets.create(session, RoundConfig.model_validate(CONFIG), now, note="Verzonnen.")
    route.publish(session, round, now)
    for account in accounts[:2]:
        people.put_on_roll(session, round.id or 0, account, BUURTEN[0])
    for key in opened:
        route.open_step(session, round, key, now, None)
    sample = Sample(
        round.id or 0,
        round.slug,
        accounts[0].id or 0,
        codes[0],
        accounts[1].id or 0,
        codes[1],
        codes[2],
    )
    add_ideas(session, sample, now, ideas_count)
    return sample


def add_ideas(session: Session, sample: Sample, now: datetime, count: int) -> list[int]:
    """Hand in ideas of Mila's, spread over categories, buurten and the map."""
    round = session.get_one(Round, sample.round_id)
    maker = Maker(sample.maker_id, "Mila")
    for place in range(count):
        content = {
            "title": f"Idee {len(sample.ideas) + 1}",
            "body": "Een verhaal met een **bank** en een boom.",
            "area_code": BUURTEN[place % 2],
            "street": "Proefstraat",
            "category": ("groen", "ontmoeten")[place % 2],
            "cost_cents": 10_000 * (place + 1),
            "lat": 51.87 + (place % 20) / 2500,
            "lon": 4.50 + (place % 17) / 1200,
        }
        idea = ideas.start(session, round, content, maker, now + timedelta(seconds=place))
        ideas.submit(session, round, idea, maker, now + timedelta(seconds=place))
        sample.ideas.append(idea.id or 0)
    session.flush()
    return sample.ideas


def add_talk(session: Session, sample: Sample, now: datetime, count: int) -> None:
    """Let Noor react to the first idea, over and over, and Mila change it as often."""
    idea = session.get_one(Idea, sample.ideas[0])
    maker = Maker(sample.maker_id, "Mila")
    for place in range(count):
        talk.react(session, idea, sample.other_id, "Noor", "denk_aan", f"Punt {place}", now)
        session.refresh(idea)
        ideas.revise(session, idea, {"title": f"Idee 1, keer {place}"}, maker, now)


def draft(session: Session, sample: Sample, now: datetime, title: str = "Nog geheim") -> Idea:
    """A draft of Mila's."""
    round = session.get_one(Round, sample.round_id)
    return ideas.start(session, round, {"title": title}, Maker(sample.maker_id, "Mila"), now)


def _area(code: str, kind: str, name: str, parent: str | None = None) -> Area:
    return Area(
        code=code,
        kind=kind,
        name=name,
        slug=name.lower().replace(" ", "-"),
        parent_code=parent,
        inhabitants=1000,
        households=500,
        figures_on=date(2026, 1, 1),
        outline={"type": "Polygon", "coordinates": [SQUARE]},
    )
