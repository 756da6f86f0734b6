"""What a client asked for, what parties offered, and what was ordered and delivered."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from budget_app.columns import document, long_text, moment, money


class Commission(SQLModel, table=True):
    """An idea that waits for somebody to carry it out. Without a body its makers are the client."""

    __tablename__ = "commission"
    idea_id: int = Field(foreign_key="idea.id", primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    step_key: str
    body_id: int | None = Field(default=None, foreign_key="body.id", index=True)
    what: str = long_text(default="")  # empty until offers are asked for
    criteria: list[str] = document(default_factory=list)
    until: date | None = None  # the last day on which offers come in
    came_at: datetime = moment()


class Offer(SQLModel, table=True):
    """What a party would do, for how many cents; `answers` follow the criteria of the request."""

    __tablename__ = "offer"
    __table_args__ = (sa.CheckConstraint("cents > 0", name="offer_cents"),)
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="commission.idea_id", index=True)
    form_key: str | None = Field(default=None, unique=True)  # the same form sent twice is one offer
    party: str
    cents: int = money()
    in_wijk: bool = False
    words: str = long_text(default="")
    answers: list[str] = document(default_factory=list)
    entered_by_id: int | None = Field(default=None, foreign_key="account.id")
    at: datetime = moment()


class Interest(SQLModel, table=True):
    """What a client says about their own interest, once they know the offers; empty is none."""

    __tablename__ = "interest"
    idea_id: int = Field(foreign_key="commission.idea_id", primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True, index=True)
    which: str = long_text(default="")
    offers: int  # how many offers there were; said again when one comes in
    at: datetime = moment()


class CommissionOrder(SQLModel, table=True):
    """The work was given to one party, with reasons, for an amount in cents."""

    __tablename__ = "commission_order"
    idea_id: int = Field(foreign_key="commission.idea_id", primary_key=True)
    offer_id: int = Field(foreign_key="offer.id", unique=True)
    cents: int = money()
    reasons: str = long_text()
    few_why: str = long_text(default="")  # why fewer offers than the rules ask were enough
    deliver_by: date
    at: datetime = moment()


class Delivery(SQLModel, table=True):
    """What the client said of something delivered; refused work can be delivered again."""

    __tablename__ = "delivery"
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="commission.idea_id", index=True)
    accepted: bool
    why: str = long_text(default="")
    at: datetime = moment()
