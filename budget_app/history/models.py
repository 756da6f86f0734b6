"""What happened, in an order that cannot be changed afterwards without showing."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from budget_app.columns import document, moment


class Entry(SQLModel, table=True):
    """One deed. Public, so it names roles and numbers, never people."""

    __tablename__ = "history_entry"
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    round_id: int | None = Field(default=None, foreign_key="round.id", index=True)
    at: datetime = moment()
    actor: str
    deed: str
    subject: str
    details: dict[str, Any] = document()
    previous_hash: str
    hash: str = Field(unique=True)


class Head(SQLModel, table=True):
    """The newest entry. One row; whoever appends locks it."""

    __tablename__ = "history_head"
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    seq: int
    hash: str
