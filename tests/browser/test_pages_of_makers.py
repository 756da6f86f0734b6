"""Pages that a maker reaches from a letter, a mail or a deed: accessible, light, and they fit."""

import pytest
from playwright.sync_api import Browser
from sqlmodel import select

from budget_app.bodies import service as bodies
from budget_app.bodies.models import Docket
from budget_app.clock import local_date
from budget_app.db import Database
from budget_app.ideas import authors
from budget_app.ideas.models import Idea
from budget_app.mail.subscriptions import stop_word
from budget_app.people import signing
from budget_app.people.models import Account
from budget_app.web.visit import SESSION_COOKIE
from tests.support.browser import NARROW, new_context
from tests.support.look import faults_at_both_widths
from tests.support.server import AppServer, StartServer
from tests.support.site import SECRET, START, Site, Visitor
from tests.support.wijk import Wijk

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Place:
    """A wijk with a question for everyone, served to a browser."""

    def __init__(self, database: Database, server: AppServer) -> None:
        self.server = server
        self.wijk = Wijk.found(Site(database))
        self.ria, self.bob = self.wijk.resident("Ria"), self.wijk.resident("Bob")
        self.desk = self.wijk.staff("desk")
        self.member, _ = self.wijk.person("Jurylid")
        self.wijk.seat(self.member)
        self.pages: list[tuple[Visitor | None, str]] = []
        self._while_gathering()
        self._before_the_jury()

    def _while_gathering(self) -> None:
        hers = self.wijk.hand_in(self.ria)
        his = self.wijk.hand_in(self.bob, title="Een bank aan de vijver")
        self.bob.do(f"/resident/idee/{his}/samenvoegen", {"number": "1"})
        self.pages.append((self.ria, "/resident/samenvoegen/1"))
        with self.wijk.site.db.write() as session:
            code = authors.invite(session, SECRET, session.get_one(Idea, hers), START)
        self.pages.append((self.bob, f"/resident/uitnodiging/{code}"))
        confirm = signing.make(SECRET, "confirm", [1, "ria@voorbeeld.example"])
        self.pages.append((None, f"/e-mail/bevestigen/{confirm}"))
        self.pages.append((None, f"/e-mail/afmelden/{stop_word(SECRET, 1, None)}"))
        person = {"name": "Kees", "lives_here": "ja"}
        idea = {"title": "Prullenbak", "body": "Er ligt te veel op straat, elke dag."}
        place = {"street": "Molenweg", "cost": "300"}
        page = self.desk.post(f"/desk/ronde/{self.wijk.slug}/idee", idea | place | person)
        self.pages.append((self.desk, page.url.path))

    def _before_the_jury(self) -> None:
        for key in ("praten", "jury"):
            self.wijk.open(key)
        for key in ("indienen", "praten"):
            self.wijk.close(key)
        for idea_id, verdict in ((1, "repair"), (2, "decline"), (3, None)):
            with self.wijk.site.db.write() as session:
                docket = session.exec(select(Docket).where(Docket.idea_id == idea_id)).one()
                member = session.get_one(Account, self.member)
                if verdict is None:
                    bodies.propose_text(session, docket, member, "title", "Bak", "Korter.", START)
                    continue
                given = {key: (1, "Daarom.") for key in ("leefbaarheid", "uitvoerbaarheid")}
                bodies.score(session, docket, member, given, START)
                bodies.settle(session, docket, verdict, "Nog niet.", START, local_date(START))
        self.pages.append((self.ria, "/resident/idee/1/opnieuw"))
        self.pages.append((self.bob, "/resident/idee/2/bezwaar"))
        shown = self.desk.post("/desk/idee/3/code").text
        code = shown.split('class="bb-receipt__code" dir="ltr">')[2].split("<")[0]
        self.pages.append((self.wijk.site.sign_in(code), "/resident/voorstel/1"))


@pytest.fixture
def place(sqlite_database: Database, sqlite_url: str, start_server: StartServer) -> Place:
    server = start_server(sqlite_url, secret_key=SECRET)
    server.set_now(START)
    return Place(sqlite_database, server)


def test_each_is_accessible_and_fits(place: Place, browser: Browser) -> None:
    faults: list[str] = []
    for visitor, path in place.pages:
        context = new_context(browser, NARROW)
        if visitor is not None:
            secret = visitor.client.cookies.get(SESSION_COOKIE) or ""
            context.add_cookies(
                [{"name": SESSION_COOKIE, "value": secret, "url": place.server.url}]
            )
        page = context.new_page()
        answer = page.goto(place.server.url + path)
        if answer is None or answer.status != 200:
            faults.append(f"{path}: {answer and answer.status}")
        faults += [f"{path} {fault}" for fault in faults_at_both_widths(page)]
        context.close()
    assert not faults, "\n".join(faults)
    assert len(place.pages) == 8
