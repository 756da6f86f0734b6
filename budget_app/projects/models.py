"""What won, on its way to being done and accounted for."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from budget_app.columns import long_text, moment, money, one_of

PROJECT_STATES = ("in_uitvoering", "klaar", "verantwoord", "mislukt")
PROMISE_STATES = ("open", "kept", "late", "broken")
SIDES = ("makers", "gemeente")  # who makes a promise, and is the one to say whether it was kept


class Project(SQLModel, table=True):
    """An idea that was awarded money."""

    __tablename__ = "project"
    __table_args__ = (one_of("state", PROJECT_STATES, "project_state"),)
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", unique=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    budget_cents: int = money()
    executor_name: str = ""
    contact: str = ""
    state: str = "in_uitvoering"
    started_at: datetime = moment()
    ended_at: datetime | None = moment(default=None)
    lessons: str = long_text(default="")  # what the makers learned, or why it failed
    receipts: str = long_text(default="")  # what the money went to, in the makers' own words


class Milestone(SQLModel, table=True):
    """A part of the work with a date."""

    __tablename__ = "milestone"
    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    title: str
    due_on: date
    done_on: date | None = None


class Promise(SQLModel, table=True):
    """Someone promised something by a date. Missed dates show, with why."""

    __tablename__ = "promise"
    __table_args__ = (
        one_of("state", PROMISE_STATES, "promise_state"),
        one_of("side", SIDES, "promise_side"),
    )
    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    side: str = "makers"
    who: str
    what: str
    due_on: date
    state: str = "open"
    settled_on: date | None = None
    why: str = long_text(default="")
    made_at: datetime = moment()


class Update(SQLModel, table=True):
    """News from the work: a few lines and perhaps a photo."""

    __tablename__ = "project_update"
    # The same form sent twice is one message.
    __table_args__ = (sa.Index("project_update_form", "form_key", unique=True),)
    form_key: str | None = None
    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    body: str = long_text()
    photo_id: int | None = Field(default=None, foreign_key="photo.id")
    at: datetime = moment()
    by_name: str


class Payment(SQLModel, table=True):
    """Money paid out for a project; the movement itself is in the ledger."""

    __tablename__ = "payment"
    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    transfer_id: int = Field(foreign_key="transfer.id", unique=True)
    payee: str
    what: str
    in_wijk: bool = False
    paid_on: date


class Loan(SQLModel, table=True):
    """A project's money is a loan: what was spent comes back to the pot before a day."""

    __tablename__ = "loan"
    project_id: int = Field(foreign_key="project.id", primary_key=True)
    due_on: date
    forgiven_on: date | None = None
    forgiven_cents: int = money(default=0)
    forgiven_why: str = long_text(default="")
