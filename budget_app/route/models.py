"""Steps of a round, what happened to them, and how each idea moved along them."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from budget_app.columns import long_text, moment, one_of

STEP_STATES = ("waiting", "open", "closed")
STEP_DEEDS = ("opened", "closed", "rescheduled")


class Step(SQLModel, table=True):
    """A step of a round's route. Whoever decides on its state locks this row."""

    __tablename__ = "step"
    __table_args__ = (one_of("state", STEP_STATES, "step_state"),)
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    key: str = Field(primary_key=True)
    position: int
    kind: str
    state: str = "waiting"
    opens_at: datetime | None = moment(default=None)
    closes_at: datetime | None = moment(default=None)


class StepEvent(SQLModel, table=True):
    """A step was opened, closed or moved in time: appended, never edited."""

    __tablename__ = "step_event"
    __table_args__ = (one_of("deed", STEP_DEEDS, "step_deed"),)
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    step_key: str
    deed: str
    at: datetime = moment()
    by_account_id: int | None = Field(default=None, foreign_key="account.id")
    reason: str = ""


class IdeaMove(SQLModel, table=True):
    """An idea changed state; `idea.state` and `idea.step_key` are copies of the newest row."""

    __tablename__ = "idea_move"
    __table_args__ = (sa.Index("idea_move_order", "idea_id", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id")
    step_key: str | None = None
    state: str
    at: datetime = moment()
    by_role: str = ""
    reason: str = long_text(default="")
