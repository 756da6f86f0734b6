"""A small wijk to test in: two buurten, a round with a jury and a vote, and residents with codes.

Everything here is invented. `Wijk.found(site)` publishes the round and opens the first step.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from budget_app.bodies.models import Body, Seat
from budget_app.budgets import service as budgets
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.models import Round
from budget_app.people import service as people
from budget_app.people.models import Account, Role
from budget_app.places.models import Area
from budget_app.route import service as route
from tests.support.site import SECRET, START, Site, Visitor

WIJK, BUURT, OTHER_BUURT = "WK999900", "BU99990001", "BU99990002"
GOOD_IDEA: dict[str, object] = {
    "title": "Een bankje bij de vijver",
    "body": "Ouderen kunnen daar uitrusten en een praatje maken met elkaar.",
    "area_code": BUURT,
    "street": "Vijverlaan",
    "cost": "1.250",
    "executor": "bewoners",
}


def config(**changes: Any) -> RoundConfig:
    """A round in five steps: hand in, talk, jury, vote, do."""
    jury = {
        "key": "jury",
        "name": "Wijkjury",
        "quorum": 1,
        "criteria": [
            {"key": "leefbaarheid", "name": "Leefbaarheid", "question": "Wordt het hier beter?"},
            {"key": "uitvoerbaarheid", "name": "Uitvoerbaarheid", "question": "Kan het?"},
        ],
    }
    steps = [
        {"key": "indienen", "kind": "gather", "name": "Idee indienen", "who_decides": "Bewoners"},
        {"key": "praten", "kind": "talk", "name": "Samen praten", "who_decides": "Bewoners"},
        {"key": "jury", "kind": "check", "name": "De jury kijkt", "body": "jury",
         "who_decides": "De wijkjury"},
        {"key": "stemmen", "kind": "vote", "name": "Stemmen", "who_decides": "Bewoners",
         "ballot": {"type": "approval"}, "count": {}},
        {"key": "doen", "kind": "realise", "name": "Doen", "who_decides": "Bewoners"},
        {"key": "verantwoorden", "kind": "account", "name": "Laten zien"},
    ]  # fmt: skip
    given: dict[str, Any] = {
        "title": "Bewonersbudget Testwijk",
        "field": 4,
        "model": "wijkstemming",
        "decision_right": "decide",
        "decision_sentence": "Bewoners beslissen.",
        "amount": {"kind": "fixed", "base_cents": 10_000_000},
        "funders": [{"name": "Gemeente", "share": 100, "entitles": "De gemeente kijkt mee."}],
        "areas": (WIJK,),
        "categories": ("Groen", "Ontmoeten"),
        "bodies": (jury,),
        "steps": steps,
    }
    return RoundConfig.model_validate(given | changes)


@dataclass
class Wijk:
    """A wijk with a published round, on a site."""

    site: Site
    slug: str
    round_id: int
    people_made: int = 0

    @classmethod
    def found(cls, site: Site, open_first: bool = True, **changes: Any) -> "Wijk":
        """Make the areas and the round; the first step is open unless said otherwise."""
        with site.db.write() as session:
            session.add(Area(code=WIJK, kind="wijk", name="Testwijk", slug="testwijk"))
            session.flush()
            for code, name in ((BUURT, "Vijverbuurt"), (OTHER_BUURT, "Molenbuurt")):
                session.add(
                    Area(code=code, kind="buurt", name=name, slug=name.lower(), parent_code=WIJK)
                )
            session.flush()
            round = budgets.create(session, config(**changes), START)
            route.publish(session, round, START)
            made = cls(site, round.slug, round.id or 0)
        if open_first:
            made.open("indienen")
        return made

    def open(self, key: str) -> None:
        """Open a step."""
        with self.site.db.write() as session:
            route.open_step(session, self.round(session), key, self.site.clock.now(), None)

    def close(self, key: str) -> None:
        """Close a step."""
        with self.site.db.write() as session:
            route.close_step(session, self.round(session), key, self.site.clock.now(), None)

    def round(self, session: Session) -> Round:
        """The round, in this session."""
        return session.get_one(Round, self.round_id)

    def person(self, name: str = "", on_roll: bool = True, **columns: Any) -> tuple[int, str]:
        """A new resident: account id and pass code."""
        self.people_made += 1
        with self.site.db.write() as session:
            account = Account(
                name=name or f"Bewoner {self.people_made}", created_on=date(2026, 1, 1), **columns
            )
            session.add(account)
            session.flush()
            if on_roll:
                people.put_on_roll(session, self.round_id, account, BUURT)
            code = people.issue_pass(
                session, SECRET, account.id or 0, START - timedelta(days=1), self.round_id
            )
            return account.id or 0, code

    def resident(self, name: str = "", **columns: Any) -> Visitor:
        """A new resident who is signed in."""
        return self.site.sign_in(self.person(name, **columns)[1])

    def staff(self, role: str, name: str = "Medewerker") -> Visitor:
        """Someone with a role, signed in."""
        account_id, code = self.person(name, on_roll=False)
        with self.site.db.write() as session:
            session.add(Role(account_id=account_id, name=role, starts_on=date(2026, 1, 1)))
        return self.site.sign_in(code)

    def seat(self, account_id: int, body_key: str = "jury") -> int:
        """Give someone a seat on a body; returns the body's id."""
        from sqlmodel import select

        with self.site.db.write() as session:
            body = session.exec(
                select(Body).where(Body.round_id == self.round_id, Body.key == body_key)
            ).one()
            session.add(
                Seat(body_id=body.id or 0, account_id=account_id, starts_on=date(2026, 1, 1))
            )
            return body.id or 0

    def hand_in(self, visitor: Visitor, **changes: object) -> int:
        """Write an idea and hand it in; returns its id."""
        page = visitor.post(f"/resident/ronde/{self.slug}/idee", GOOD_IDEA | changes)
        idea_id = int(str(page.url).split("/idee/")[1].split("/")[0])
        visitor.do(f"/resident/idee/{idea_id}/indienen")
        return idea_id
