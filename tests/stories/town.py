"""A town to play stories in: what exists before anyone opens the site.

A story then does everything through pages and forms. The only thing taken from behind the counter
is what would be on paper: the codes in the letters.
"""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from sqlmodel import Session, select

from budget_app import timer
from budget_app.bodies.models import Docket
from budget_app.db import Database
from budget_app.ideas.models import Idea
from budget_app.people import letters
from budget_app.people import service as people
from budget_app.people.models import Account, Role
from budget_app.people.roll import Letter
from budget_app.places.models import Area
from tests.support.forms import fields_of
from tests.support.site import SECRET, START, Site, Visitor

GEMEENTE, WIJK, BUURT = "GM0599", "WK059990", "BU05999001"


@dataclass
class Town:
    """The site, its official, and the letters that came out of the printer."""

    site: Site
    official: Visitor
    printed: list[Letter]
    code: str = ""  # with which the official signs in

    def days_pass(self, days: int) -> None:
        """Let time pass, and do what time asks. Everyone signs in again after so long."""
        self.site.clock.forward(days=days)
        timer.tick(self.site.db, self.site.clock)
        self.official = self.site.sign_in(self.code)

    def round(self, slug: str) -> str:
        """The public address of a round."""
        return f"/ronde/{slug}"

    def enroll(self, round_id: int, count: int) -> list[str]:
        """Bring in a list of that many residents; returns the codes in their letters."""
        self.printed.clear()
        table = "buurt\n" + f"{BUURT}\n" * count
        response = self.official.post(
            f"/municipality/ronde/{round_id}/stemlijst",
            files={"lijst": ("lijst.csv", table.encode(), "text/csv")},
        )
        assert response.headers["content-type"] == "application/pdf", response.text[-300:]
        return [letter.code for letter in self.printed]

    def idea(self, title: str) -> Idea:
        """An idea as it stands now, by its title."""
        with self.site.db.read() as session:
            return session.exec(select(Idea).where(Idea.title == title)).one()

    def docket(self, title: str) -> int:
        """The number of the open dossier of an idea."""
        with self.site.db.read() as session:
            return open_docket(session, title)


def open_docket(session: Session, title: str) -> int:
    """The dossier on an idea that has no verdict yet."""
    query = (
        select(Docket.id)
        .join(Idea, Idea.id == Docket.idea_id)  # type: ignore[arg-type]
        .where(Idea.title == title, Docket.verdict == None)  # noqa: E711
    )
    found = session.exec(query).one()
    assert found is not None
    return found


def build(database: Database, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A gemeente with a wijk and a buurt, and one official with a code."""
    with database.write() as session:
        for code, kind, parent, inhabitants in (
            (GEMEENTE, "gemeente", None, None),
            (WIJK, "wijk", GEMEENTE, 13_900),
            (BUURT, "buurt", WIJK, 5_200),
        ):
            session.add(
                Area(
                    code=code,
                    kind=kind,
                    name=f"Voorbeeld{kind}",
                    slug=kind,
                    parent_code=parent,
                    inhabitants=inhabitants,
                    households=inhabitants and inhabitants // 2,
                )
            )
            session.flush()
        account = Account(name="Ambtenaar", created_on=START.date())
        session.add(account)
        session.flush()
        session.add(
            Role(
                account_id=account.id or 0,
                name="municipality",
                area_code=GEMEENTE,
                starts_on=START.date(),
            )
        )
        code = people.issue_pass(session, SECRET, account.id or 0, START)
    site = Site(database)
    return Town(site, site.sign_in(code), _watch_the_printer(monkeypatch), code)


def _watch_the_printer(monkeypatch: pytest.MonkeyPatch) -> list[Letter]:
    printed: list[Letter] = []
    real = letters.pdf

    def pdf(made: list[Letter], *args: Any) -> bytes:
        printed.extend(made)
        return real(made, *args)

    monkeypatch.setattr(letters, "pdf", pdf)
    return printed


def fill(page: str, **values: object) -> dict[str, object]:
    """The form on a page as it came, with these fields filled in."""
    return {**fields_of(page), **values}


def number_in(address: object) -> int:
    """The last number in an address."""
    found = re.findall(r"\d+", str(address))
    assert found, f"no number in {address}"
    return int(found[-1])
