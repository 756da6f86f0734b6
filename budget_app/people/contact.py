"""What people tell of themselves: the name that is shown, an address, a language."""

import re
from datetime import datetime, timedelta

from sqlmodel import Session

from budget_app.errors import FieldErrors, Refusal
from budget_app.i18n import LANGUAGES, _l
from budget_app.people import attempts, signing
from budget_app.people.models import Account

NAME_MAX = 60
LINK_VALID_FOR = timedelta(days=2)
CHANGES_AT_ONCE = 5  # addresses a person can try in a quarter of an hour
_ADDRESS = re.compile(r"[^@\s<>,;:\"\\]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


class UnknownLink(Refusal):
    status = 400
    sentence = _l("Deze link werkt niet (meer). Vraag op uw accountpagina om een nieuwe.")


def set_name(session: Session, account: Account, name: str) -> None:
    """Choose the name that others see; empty is allowed."""
    if len(name.strip()) > NAME_MAX:
        raise FieldErrors(
            {"name": _l("Kies een naam van ten hoogste {most} tekens.").with_values(most=NAME_MAX)}
        )
    account.name = name.strip()
    session.add(account)
    session.flush()


def set_preferences(session: Session, account: Account, language: str, wants_mail: bool) -> None:
    """Choose a language for mail, and whether to get mail at all."""
    if language in LANGUAGES:
        account.language = language
    account.wants_mail = wants_mail
    session.add(account)
    session.flush()


def set_email(
    session: Session, secret_key: str, account: Account, email: str, now: datetime
) -> str | None:
    """Note a new address, not used before it is confirmed; returns the word for the link.

    An empty address removes the old one and returns None. Raises FieldErrors, TooMany.
    """
    email = email.strip()
    if email and (len(email) > 254 or not _ADDRESS.fullmatch(email)):
        raise FieldErrors({"email": _l("Dit is geen e-mailadres. Het lijkt op naam@voorbeeld.nl.")})
    attempts.count(session, f"email:{account.id}", CHANGES_AT_ONCE, now)
    account.email, account.email_confirmed = email or None, False
    session.add(account)
    session.flush()
    if not email:
        return None
    return signing.make(secret_key, "confirm", [account.id, email], now + LINK_VALID_FOR)


def address_in(secret_key: str, word: str, now: datetime) -> tuple[int, str]:
    """The account and address that a link confirms. Raises UnknownLink."""
    value = signing.read(secret_key, "confirm", word, now)
    if value is None:
        raise UnknownLink
    return int(value[0]), str(value[1])


def confirm(session: Session, secret_key: str, word: str, now: datetime) -> Account:
    """Confirm an address by its link. Raises UnknownLink when another was given since."""
    account_id, email = address_in(secret_key, word, now)
    account = session.get(Account, account_id)
    if account is None or account.email != email:
        raise UnknownLink
    account.email_confirmed = True
    session.add(account)
    session.flush()
    return account
