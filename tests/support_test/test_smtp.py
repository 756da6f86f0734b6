"""The mail server of the tests receives real mail."""

import smtplib
from email.message import EmailMessage

import pytest

from tests.support.smtp import Mailbox


def letter() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "wijk@voorbeeld.example", "amina@voorbeeld.example"
    message["Subject"] = "Uw idee is binnen €"
    message.set_content("Dank u wel voor uw idee.")
    return message


def test_it_keeps_what_is_sent(mailbox: Mailbox) -> None:
    with smtplib.SMTP(mailbox.host, mailbox.port) as client:
        client.send_message(letter())
    (received,) = mailbox.wait_for(1)
    assert received["Subject"] == "Uw idee is binnen €"
    assert "Dank u wel" in received.get_content()
    assert mailbox.to("amina@voorbeeld.example") == [received]
    assert mailbox.to("bram@voorbeeld.example") == []


def test_it_can_refuse(mailbox: Mailbox) -> None:
    mailbox.refuse_with = "451 later"
    with (
        smtplib.SMTP(mailbox.host, mailbox.port) as client,
        pytest.raises(smtplib.SMTPDataError, match="451"),
    ):
        client.send_message(letter())
    assert mailbox.messages == []
