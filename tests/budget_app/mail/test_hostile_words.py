"""Whatever people call their ideas, rounds and groups: a mail has the headers that we gave it, and
nothing in it is run by whoever reads it."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from budget_app.db import Database
from budget_app.errors import FieldErrors
from budget_app.mail.letters import LETTERS
from budget_app.mail.messages import compose
from budget_app.mail.models import Outgoing
from budget_app.people import contact
from budget_app.people.models import Account
from budget_app.settings import Settings
from tests.support.vote_round import NOW

SETTINGS = Settings(public_url="https://wijk.example", secret_key="a-key-for-tests-only")
HEADERS = {
    "Subject", "From", "To", "Message-ID", "Auto-Submitted", "List-Unsubscribe",
    "List-Unsubscribe-Post", "MIME-Version", "Content-Type",
}  # fmt: skip
WORDS = (
    "Bank\r\nBcc: all@evil.example\r\n\r\n<h1>Betaal hier</h1>",
    "Bank\nBcc: x",
    "Bank\u2028Bcc: x\x0b\x0c\x85\x1d",
    '"><script>alert(1)</script><a href="javascript:alert(1)">',
    "{title} {0} %(x)s {{ 7*7 }}",
)
PLAIN = {"idea_id": 7, "merge_id": 7, "slug": "ronde", "word": "a.b", "count": 1, "overdue": 0}


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("template", LETTERS)
def test_no_word_makes_a_header_or_a_tag(template: str, words: str) -> None:
    texts = dict.fromkeys(("title", "other", "round", "body"), words)
    queued = Outgoing(id=1, account_id=2, template=template, values=texts | PLAIN)
    account = Account(id=2, email="ria@voorbeeld.example", language="nl")
    sent = compose(SETTINGS, account, queued).as_bytes()
    message = message_from_bytes(sent, _class=EmailMessage, policy=policy.default)
    assert set(message.keys()) <= HEADERS
    assert message["To"] == "ria@voorbeeld.example"
    assert len(str(message["Subject"]).splitlines()) == 1
    html = message.get_body(("html",))
    assert html is not None
    page = html.get_content()
    assert "<script" not in page
    assert "<h1>Betaal" not in page
    addresses = re.findall(r'href="([^"]*)"', page)
    assert addresses
    assert all(address.startswith("https://wijk.example/") for address in addresses)
    assert "49" not in page, "what was typed is no template"


@pytest.mark.parametrize(
    "address",
    ["a@b.example\nBcc: c@d.example", "a@b.example\r\nX: y", "a@b.example, c@d.example",
     "A <a@b.example>", "a@b.example\u2028Bcc: x"],
)  # fmt: skip
def test_an_address_is_one_address(sqlite_database: Database, address: str) -> None:
    with sqlite_database.write() as session:
        account = Account(id=2, created_on=NOW.date())
        with pytest.raises(FieldErrors):
            contact.set_email(session, SETTINGS.secret_key, account, address, NOW)
        assert account.email is None
