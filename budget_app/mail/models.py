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
    last_error: str = ""
