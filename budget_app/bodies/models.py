"""Bodies that judge, advise or decide."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from budget_app.columns import long_text, moment, one_of

VERDICTS = ("pass", "repair", "decline")


class Body(SQLModel, table=True):
    """A jury, board or council in a round; its rules are in the round's configuration."""

    __tablename__ = "body"
    __table_args__ = (sa.UniqueConstraint("round_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    key: str
    name: str


class Seat(SQLModel, table=True):
    """Someone sits on a body for a term, for a constituency."""

    __tablename__ = "seat"
    __table_args__ = (sa.UniqueConstraint("body_id", "account_id", "starts_on"),)
    id: int | None = Field(default=None, primary_key=True)
    body_id: int = Field(foreign_key="body.id")
    account_id: int = Field(foreign_key="account.id", index=True)
    constituency: str = "bewoners"
    starts_on: date
    ends_on: date | None = None


class Docket(SQLModel, table=True):
    """An idea lies before a body: one row for each time it comes there."""

    __tablename__ = "docket"
    __table_args__ = (
        one_of("verdict", VERDICTS, "docket_verdict"),
        sa.UniqueConstraint("idea_id", "body_id", "sitting"),
    )
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id")
    body_id: int = Field(foreign_key="body.id", index=True)
    step_key: str
    sitting: int = 1  # 1 = first time, 2 = after repair or on appeal, …
    is_appeal: bool = False
    idea_version: int
    came_at: datetime = moment()
    due_at: datetime = moment()
    verdict: str | None = None
    decided_at: datetime | None = moment(default=None)
    reasons: str = long_text(default="")
    # When the members were last written to about the day on which an answer is owed.
    reminded_at: datetime | None = moment(default=None)


class Score(SQLModel, table=True):
    """One member's score on one criterion, with the reason; replaced until the verdict."""

    __tablename__ = "score"
    __table_args__ = (sa.CheckConstraint("value BETWEEN 1 AND 5", name="score_range"),)
    docket_id: int = Field(foreign_key="docket.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True)
    criterion: str = Field(primary_key=True)
    value: int
    reason: str = long_text()
    at: datetime = moment()


class Recusal(SQLModel, table=True):
    """A member steps back from one idea."""

    __tablename__ = "recusal"
    docket_id: int = Field(foreign_key="docket.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True)
    reason: str
    at: datetime = moment()


class BodyMessage(SQLModel, table=True):
    """Talk among the members about one idea; not public."""

    __tablename__ = "body_message"
    id: int | None = Field(default=None, primary_key=True)
    docket_id: int = Field(foreign_key="docket.id", index=True)
    account_id: int = Field(foreign_key="account.id")
    body: str = long_text()
    at: datetime = moment()


class TextProposal(SQLModel, table=True):
    """An assessor proposes other words; only the author can take them over."""

    __tablename__ = "text_proposal"
    __table_args__ = (
        one_of("status", ("proposed", "accepted", "declined"), "text_proposal_status"),
        one_of("field", ("title", "body", "cost_cents"), "text_proposal_field"),
    )
    id: int | None = Field(default=None, primary_key=True)
    docket_id: int = Field(foreign_key="docket.id")
    idea_id: int = Field(foreign_key="idea.id", index=True)
    field: str
    new_value: str = long_text()
    reason: str = long_text()
    proposed_by_id: int = Field(foreign_key="account.id")
    at: datetime = moment()
    status: str = "proposed"


class Appeal(SQLModel, table=True):
    """The one time an author can ask a body to look again."""

    __tablename__ = "appeal"
    idea_id: int = Field(foreign_key="idea.id", primary_key=True)
    by_account_id: int = Field(foreign_key="account.id")
    reason: str = long_text()
    at: datetime = moment()
