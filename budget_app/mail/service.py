"""Write mail into the outbox, in the transaction of the deed that it tells of."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from budget_app.mail.models import Outgoing
from budget_app.people.models import Account

# Goes to an address that is not confirmed yet, also when other mail is not wanted.
CONFIRMS = "confirm_address"


def tell(session: Session, account_id: int, template: str, now: datetime, **values: Any) -> None:
    """Queue one message for someone with a confirmed address who wants mail; nothing otherwise."""
    account = session.get(Account, account_id)
    if account is None or not account.email:
        return
    if template != CONFIRMS and not (account.email_confirmed and account.wants_mail):
        return
    session.add(Outgoing(account_id=account_id, template=template, values=values, made_at=now))
