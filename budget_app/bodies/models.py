"""Bodies that judge, advise or decide."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from budget_app.columns import document, long_text, moment, money, one_of

# On an advice: positive, positive if the plan becomes better, negative.
VERDICTS = ("pass", "repair", "decline")
# What becomes of a point of a plan that was advised on.
OUTCOMES = ("adopted", "partly", "not")


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
    # How the verdict came about, as it was that day: see `how.py`. Nothing before the verdict.
    how: dict[str, Any] | None = document(default=None, nullable=True)
    # Where the body met and decided this, if it was at a meeting.
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
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


class Attendance(SQLModel, table=True):
    """A member of a body was at one of its meetings; everyone sees how many, for whom."""

    __tablename__ = "attendance"
    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True)
    constituency: str


class BodyMessage(SQLModel, table=True):
    """Talk among the members about one idea; not public."""

    __tablename__ = "body_message"
    # The same form sent twice is one message.
    __table_args__ = (sa.Index("body_message_form", "form_key", unique=True),)
    form_key: str | None = None
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


class AdviceAnswer(SQLModel, table=True):
    """What a decider says to the advice it got; `departs` when it does otherwise."""

    __tablename__ = "advice_answer"
    docket_id: int = Field(foreign_key="docket.id", primary_key=True)
    advice_id: int = Field(foreign_key="docket.id", index=True)
    departs: bool
    answer: str = long_text()


class PlanPoint(SQLModel, table=True):
    """A numbered point of a plan, advised on and answered by itself."""

    __tablename__ = "plan_point"
    __table_args__ = (sa.UniqueConstraint("idea_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id")
    number: int
    text: str = long_text()


class PointWord(SQLModel, table=True):
    """What a body says of one point: an advice (a verdict), or what is done with that advice."""

    __tablename__ = "point_word"
    __table_args__ = (one_of("word", (*VERDICTS, *OUTCOMES), "point_word"),)
    docket_id: int = Field(foreign_key="docket.id", primary_key=True)
    point_id: int = Field(foreign_key="plan_point.id", primary_key=True)
    word: str
    reason: str = long_text()


class Mandate(SQLModel, table=True):
    """Someone gives a body or a partner the power to decide; taken back by a row of its own.

    Appended, never edited. `up_to_cents` holds for each decision, `total_cents` for all decisions
    under it together; None is no limit.
    """

    __tablename__ = "mandate"
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    body_id: int | None = Field(default=None, foreign_key="body.id")
    giver: str
    holder: str
    purpose: str = long_text()
    up_to_cents: int | None = money(default=None, nullable=True)
    total_cents: int | None = money(default=None, nullable=True)
    starts_on: date
    ends_on: date | None = None
    at: datetime = moment()
    revokes_id: int | None = Field(default=None, foreign_key="mandate.id", unique=True)


class Draw(SQLModel, table=True):
    """Seats given by lot. The list closes before the seed is known; then anyone can repeat it.

    `strata`: [{"name": a question, "shares": {answer: whole per cents of the seats}}].
    """

    __tablename__ = "draw"
    id: int | None = Field(default=None, primary_key=True)
    body_id: int = Field(foreign_key="body.id", index=True)
    constituency: str
    places: int
    strata: list[dict[str, Any]] = document()
    seats_until: date
    seed_source: str
    announced_at: datetime = moment()
    closed_at: datetime | None = moment(default=None)  # when the list closed
    seed: str | None = None
    seeded_at: datetime | None = moment(default=None)
    list_sha256: str | None = None
    drawn_at: datetime | None = moment(default=None)


class Volunteer(SQLModel, table=True):
    """Someone who wants a seat. The number is public, with the answers; the name is not."""

    __tablename__ = "volunteer"
    __table_args__ = (
        sa.UniqueConstraint("draw_id", "number"),
        sa.UniqueConstraint("draw_id", "account_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    draw_id: int = Field(foreign_key="draw.id")
    number: int
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    name: str
    answers: dict[str, str] = document()
    at: datetime = moment()
    # 1 for who was drawn first; 0 for who took no part, being seated or erased by then.
    place: int | None = None
