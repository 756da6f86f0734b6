"""A real mail server that keeps what it gets: the fixture `mailbox`."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.ports import LOOPBACK, free_port, wait_until


class Mailbox:
    """Takes every message on `host`:`port` and keeps it in `messages`."""

    def __init__(self) -> None:
        self.host, self.port = LOOPBACK, free_port()
        self.messages: list[EmailMessage] = []
        self.refuse_with: str | None = None

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Keep a message, or answer `refuse_with` (such as "451 try later")."""
        if self.refuse_with:
            return self.refuse_with
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"

    @property
    def settings(self) -> dict[str, object]:
        """The application's settings for sending here."""
        return {"smtp_host": self.host, "smtp_port": self.port}

    def to(self, address: str) -> list[EmailMessage]:
        """The messages to this address, oldest first."""
        return [message for message in self.messages if address in str(message["To"])]

    def wait_for(self, number: int, seconds: float = 10) -> list[EmailMessage]:
        """Return all messages as soon as there are `number` of them; else raise TimeoutError."""
        wait_until(lambda: len(self.messages) >= number, f"{number} messages", seconds)
        return self.messages


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server for this test."""
    box = Mailbox()
    controller = Controller(box, hostname=box.host, port=box.port)
    controller.start()
    yield box
    controller.stop()
