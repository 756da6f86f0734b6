"""What erasing a person means for mail: nothing waits, nothing comes."""

from datetime import datetime

from sqlmodel import Session, col, delete

from budget_app.mail.models import Outgoing, Subscription
from budget_app.people.models import Account


def forget(session: Session, account: Account, now: datetime) -> None:
    """Remove all mail to this account, sent or waiting, and its subscriptions."""
    session.exec(delete(Outgoing).where(col(Outgoing.account_id) == account.id))
    session.exec(delete(Subscription).where(col(Subscription.account_id) == account.id))
