"""Someone with a browser who votes: on a site in this process, or on a server of its own."""

import re

import httpx2

from budget_app.db import Database
from budget_app.people import sessions
from budget_app.web.visit import SESSION_COOKIE
from tests.support.server import AppServer
from tests.support.site import Visitor, said
from tests.support.vote_round import NOW

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
CODE = re.compile(r"[A-Z]+-\d{4}-[A-Z]+-\d{4}")
Fields = dict[str, object]


class Voter:
    """A visitor who is signed in, at the ballot of a round."""

    def __init__(self, visitor: Visitor, slug: str) -> None:
        self.visitor = visitor
        self.path = f"/resident/ronde/{slug}/stem"

    def review(self, choices: Fields) -> tuple[Fields, str]:
        """Fill in the ballot; the fields of the confirm form, and what the page says."""
        response = self.visitor.post(f"{self.path}/nakijken", choices, page=self.path)
        assert response.status_code == 200, said(response)
        form = response.text.split("/stem/uitbrengen", 1)[1].split("</form>", 1)[0]
        fields: Fields = {}
        ticked: list[str] = []
        for name, value in HIDDEN.findall(form):
            if name == "ideas":
                ticked.append(value)
            elif name != "csrf_token":
                fields[name] = value
        return fields | ({"ideas": ticked} if ticked else {}), said(response)

    def confirm(self, fields: Fields) -> httpx2.Response:
        """Press the button on the review page."""
        return self.visitor.post(f"{self.path}/uitbrengen", fields, page="/bonnetje")

    def vote(self, choices: Fields) -> str:
        """The whole way; returns the receipt code of a vote that the site says counts."""
        page = self.confirm(self.review(choices)[0])
        assert "Uw stem telt" in page.text, said(page)
        return CODE.findall(page.text)[0]


def at_server(server: AppServer, database: Database, account_id: int, slug: str) -> Voter:
    """A voter at a server of its own, signed in as if a code had been typed."""
    with database.write() as session:
        secret = sessions.start(session, account_id, NOW, hours=24 * 365)
    client = httpx2.Client(base_url=server.url, follow_redirects=True, timeout=60)
    client.cookies.set(SESSION_COOKIE, secret)
    return Voter(Visitor(client), slug)  # type: ignore[arg-type]
