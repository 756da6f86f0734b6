"""What the municipality does now, who challenges it, and what was agreed."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from budget_app.columns import long_text, moment, money, one_of

SIDES = ("makers", "gemeente")


class Task(SQLModel, table=True):
    """A task with the money set aside for it, in cents, and the quality that it asks."""

    __tablename__ = "task"
    __table_args__ = (sa.CheckConstraint("budget_cents > 0", name="task_budget"),)
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    name: str
    what: str = long_text()
    quality: str = long_text()
    budget_cents: int = money()
    listed_at: datetime = moment()


class TaskChallenge(SQLModel, table=True):
    """An idea that would take over a task."""

    __tablename__ = "task_challenge"
    idea_id: int = Field(foreign_key="idea.id", primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)


class TaskAgreement(SQLModel, table=True):
    """What both sides agreed: the work, its quality, the cents, and the last day."""

    __tablename__ = "task_agreement"
    __table_args__ = (
        one_of("given_back_by", ("", *SIDES), "task_given_back_by"),
        sa.CheckConstraint("cents > 0", name="task_agreement_cents"),
    )
    idea_id: int = Field(foreign_key="task_challenge.idea_id", primary_key=True)
    what: str = long_text()
    quality: str = long_text()
    cents: int = money()
    until: date
    proposed_at: datetime = moment()
    agreed_at: datetime | None = moment(default=None)
    handed_over_on: date | None = None
    given_back_on: date | None = None
    given_back_by: str = ""
    given_back_why: str = long_text(default="")
    returned_cents: int | None = money(default=None)
