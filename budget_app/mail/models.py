"""Mail that waits until the deed it tells of is safely stored."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from budget_app.columns import document, moment


class Outgoing(SQLModel, table=True):
    """One message to one account, written in the same transaction as the deed."""

    __tablename__ = "outgoing_mail"
    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    template: str
    values: dict[str, Any] = document()
    made_at: datetime = moment()
    sent_at: datetime | None = moment(default=None, index=True)
    attempts: int = 0
    # Not before this moment: after a failure, or while a server is busy sending it.
    next_at: datetime | None = moment(default=None, index=True)
    given_up: bool = False
    last_error: str = ""


class Subscription(SQLModel, table=True):
    """Someone wants news of a round: votes that open and close, and the result."""

    __tablename__ = "subscription"
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True, index=True)
