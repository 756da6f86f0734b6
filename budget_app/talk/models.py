"""Conversation: reactions under an idea, and meetings."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from budget_app.columns import long_text, moment, one_of

TONES = ("goed_omdat", "denk_aan", "ik_help_mee", "vraag")
ANSWERS = ("voor", "tegen", "weet_niet")


class Reaction(SQLModel, table=True):
    """What someone says about an idea. Hidden reactions stay, with the reason shown."""

    __tablename__ = "reaction"
    __table_args__ = (one_of("tone", TONES, "reaction_tone"),)
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id")
    name: str
    tone: str
    body: str = long_text()
    at: datetime = moment()
    hidden_at: datetime | None = moment(default=None)
    hidden_reason: str = ""


class Meeting(SQLModel, table=True):
    """A debate evening, wijktafel or walk through the wijk."""

    __tablename__ = "meeting"
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    title: str
    place: str
    starts_at: datetime = moment()
    agenda: str = long_text(default="")
    minutes: str = long_text(default="")
    body_id: int | None = Field(default=None, foreign_key="body.id")
    attended: int | None = None
    decisions: str = long_text(default="", sa_column_kwargs={"server_default": ""})


class TakenDown(SQLModel, table=True):
    """An idea that was said aloud at a meeting, and written down there."""

    __tablename__ = "taken_down"
    idea_id: int = Field(foreign_key="idea.id", primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)


class Opinion(SQLModel, table=True):
    """What a resident answers when the neighbourhood is consulted; replaced until it closes."""

    __tablename__ = "opinion"
    __table_args__ = (
        one_of("answer", ANSWERS, "opinion_answer"),
        sa.UniqueConstraint("idea_id", "step_key", "account_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id")
    step_key: str
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    answer: str
    reason: str = long_text(default="")
    at: datetime = moment()
