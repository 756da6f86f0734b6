"""A day on which people look at ideas and vote in one place."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from budget_app.columns import long_text, moment


class VotingDay(SQLModel, table=True):
    """When and where a vote is held. The vote takes ballots between these times only."""

    __tablename__ = "voting_day"
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    step_key: str = Field(primary_key=True)
    opens_at: datetime = moment()
    closes_at: datetime = moment()
    place: str
    programme: str = long_text(default="")


class Stand(SQLModel, table=True):
    """The place of an idea at a voting day."""

    __tablename__ = "stand"
    __table_args__ = (sa.UniqueConstraint("round_id", "step_key", "idea_id"),)
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    step_key: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    idea_id: int = Field(foreign_key="idea.id")


class DoorPass(SQLModel, table=True):
    """A pass of the roll was handed out at the door. No name, no time, no helper: only the day."""

    __tablename__ = "door_pass"
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True)
    handed_on: date
