"""Mail goes out over a real mail server, after the deed, and a broken server loses nothing."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from budget_app.bodies.models import VERDICTS
from budget_app.db import Database
from budget_app.mail import sender, service
from budget_app.mail.letters import LETTERS
from budget_app.mail.models import Outgoing, Subscription
from budget_app.people.models import Account
from budget_app.settings import ROOT
from tests.support.ports import free_port
from tests.support.site import Site
from tests.support.smtp import Mailbox
from tests.support.wijk import Wijk

ADDRESS = "ria@voorbeeld.example"
PUBLIC = "http://wijk.example"


@pytest.fixture
def wijk(database: Database, mailbox: Mailbox) -> Wijk:
    return Wijk.found(Site(database, public_url=PUBLIC, **mailbox.settings))


def ria(wijk: Wijk, **columns: object) -> tuple[int, str]:
    given: dict[str, object] = {"email": ADDRESS, "email_confirmed": True}
    return wijk.person("Ria", **(given | columns))


def send(wijk: Wijk) -> int:
    site = wijk.site
    return asyncio.run(sender.send_waiting(site.db, site.clock, site.settings))


def queued(wijk: Wijk) -> list[Outgoing]:
    with wijk.site.db.read() as session:
        return list(session.exec(select(Outgoing).order_by("id")))


def test_a_receipt_is_mailed_as_text_and_html(wijk: Wijk, mailbox: Mailbox) -> None:
    wijk.hand_in(wijk.site.sign_in(ria(wijk)[1]))
    assert send(wijk) == 1
    (message,) = mailbox.messages
    assert message["To"] == ADDRESS
    assert message["Subject"] == "Uw idee is binnen: Een bankje bij de vijver"
    text = message.get_body(("plain",))
    html = message.get_body(("html",))
    assert text
    assert html
    assert f"{PUBLIC}/resident/idee/1/ontvangen" in text.get_content()
    assert "Een bankje bij de vijver" in html.get_content()
    assert send(wijk) == 0, "what was sent is not sent again"


def test_names_in_a_title_cannot_break_the_html_or_the_header(wijk: Wijk, mailbox: Mailbox) -> None:
    account_id, _ = ria(wijk)
    with wijk.site.db.write() as session:
        service.tell(
            session, account_id, "idea_won", wijk.site.clock.now(),
            idea_id=1, title="<b>x</b>\nBcc: ander@voorbeeld.example",
        )  # fmt: skip
    assert send(wijk) == 1
    (message,) = mailbox.messages
    assert message["Bcc"] is None
    html = message.get_body(("html",))
    assert html
    assert "<b>x</b>" not in html.get_content()


def test_mail_is_in_the_language_of_the_account(
    wijk: Wijk, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    from budget_app import i18n

    monkeypatch.setattr(i18n, "gettext", lambda language: lambda text: f"[{language}] {text}")
    wijk.hand_in(wijk.site.sign_in(ria(wijk, language="en")[1]))
    send(wijk)
    assert mailbox.messages[0]["Subject"].startswith("[en] ")


@pytest.mark.parametrize(
    "columns", [{"email_confirmed": False}, {"wants_mail": False}, {"email": None}]
)
def test_who_did_not_ask_for_mail_gets_none(
    wijk: Wijk, mailbox: Mailbox, columns: dict[str, object]
) -> None:
    wijk.hand_in(wijk.site.sign_in(ria(wijk, **columns)[1]))
    assert send(wijk) == 0
    assert queued(wijk) == []


def test_a_failing_server_loses_nothing(wijk: Wijk, mailbox: Mailbox) -> None:
    wijk.hand_in(wijk.site.sign_in(ria(wijk)[1]))
    mailbox.refuse_with = "451 try later"
    assert send(wijk) == 0
    assert send(wijk) == 0, "not again before its time"
    (waiting,) = queued(wijk)
    assert (waiting.attempts, waiting.sent_at, waiting.given_up) == (1, None, False)
    assert ADDRESS not in waiting.last_error
    mailbox.refuse_with = None
    wijk.site.clock.moment += sender.WAITS[0]
    assert send(wijk) == 1
    assert len(mailbox.messages) == 1


def test_a_server_that_is_away_is_tried_again_until_it_is_hopeless(wijk: Wijk) -> None:
    wijk.hand_in(wijk.site.sign_in(ria(wijk)[1]))
    wijk.site.settings.smtp_port = free_port()
    for wait in [*sender.WAITS, timedelta(days=1)]:
        assert not queued(wijk)[0].given_up
        send(wijk)
        wijk.site.clock.moment += wait
    assert queued(wijk)[0].given_up
    assert queued(wijk)[0].attempts == len(sender.WAITS) + 1


def test_a_server_that_died_while_sending_is_followed_by_another(wijk: Wijk) -> None:
    wijk.hand_in(wijk.site.sign_in(ria(wijk)[1]))
    site = wijk.site
    assert len(sender._claim(site.db, site.clock.now(), site.settings) or []) == 1
    assert send(wijk) == 0, "the claim holds"
    site.clock.moment += sender.CLAIM
    assert send(wijk) == 1


def test_two_servers_send_each_message_once(wijk: Wijk, mailbox: Mailbox) -> None:
    account_id, _ = ria(wijk)
    with wijk.site.db.write() as session:
        for number in range(30):
            service.tell(
                session, account_id, "idea_won", wijk.site.clock.now(), idea_id=1, title=str(number)
            )
    with ThreadPoolExecutor(3) as pool:
        sent = list(pool.map(lambda _: send(wijk), range(3)))
    assert sum(sent) == len(mailbox.messages) == 30
    assert len({message["Message-ID"] for message in mailbox.messages}) == 30


def test_every_mail_can_be_stopped_by_one_click_without_signing_in(
    wijk: Wijk, mailbox: Mailbox
) -> None:
    account_id, code = ria(wijk)
    wijk.hand_in(wijk.site.sign_in(code))
    send(wijk)
    (message,) = mailbox.messages
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message["List-Unsubscribe"].strip("<>").removeprefix(PUBLIC)
    stranger = wijk.site.visitor()
    assert "Stop deze mail" in stranger.see(address)
    one_click = stranger.client.post(address, data={"List-Unsubscribe": "One-Click"})
    assert one_click.status_code == 200
    with wijk.site.db.read() as session:
        assert not session.get_one(Account, account_id).wants_mail
    forged = re.sub(r"\.[^.]+$", ".AAAA", address)
    assert stranger.client.post(forged).status_code == 400


def test_followers_hear_when_a_vote_opens_and_is_counted(wijk: Wijk, mailbox: Mailbox) -> None:
    account_id, code = ria(wijk)
    visitor = wijk.site.sign_in(code)
    visitor.post(f"/resident/ronde/{wijk.slug}/volgen")
    stranger = wijk.resident("Zonder adres")
    assert stranger.post(f"/resident/ronde/{wijk.slug}/volgen").status_code == 409
    wijk.close("indienen")
    wijk.open("stemmen")
    wijk.close("stemmen")
    assert send(wijk) == 2
    assert [m["Subject"] for m in mailbox.messages] == [
        "U kunt stemmen: Bewonersbudget Testwijk",
        "De uitslag: Bewonersbudget Testwijk",
    ]
    stop = mailbox.messages[0]["List-Unsubscribe"].strip("<>").removeprefix(PUBLIC)
    wijk.site.visitor().client.post(stop)
    with wijk.site.db.read() as session:
        assert session.exec(select(Subscription)).all() == []
        assert session.get_one(Account, account_id).wants_mail, "only this round stops"


def test_what_is_queued_for_someone_who_left_is_not_sent(wijk: Wijk) -> None:
    _, code = ria(wijk)
    visitor = wijk.site.sign_in(code)
    wijk.hand_in(visitor)
    visitor.do("/resident/account/e-mail", {"email": ""})
    assert send(wijk) == 0
    assert queued(wijk)[0].given_up


def test_every_queued_template_has_a_letter() -> None:
    told = re.compile(r"(?:mail\.tell|tell_followers)\([^()\"]*\"([a-z_]+)\"")
    code = "".join(path.read_text("utf-8") for path in (ROOT / "budget_app").rglob("*.py"))
    names = set(told.findall(code))
    assert {"idea_received", "vote_open", "result"} <= names
    assert names <= set(LETTERS)
    assert {f"verdict_{verdict}" for verdict in VERDICTS} <= set(LETTERS)
