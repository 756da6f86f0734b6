"""Purses, issues and what households put together. All units themselves move in the ledger."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from budget_app.columns import moment, money, one_of

ISSUE_STATES = ("asked", "running", "done")
REQUEST_STATES = ("waiting", "done", "declined")


class Purse(SQLModel, table=True):
    """A household's purse in a round. What is in it is the ledger account of the same owner."""

    __tablename__ = "purse"
    __table_args__ = (sa.UniqueConstraint("round_id", "rank"),)
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    household_id: int = Field(foreign_key="household.id", primary_key=True, index=True)
    rank: str  # its place on the ring, see rules.rank
    issue: int = 0  # the newest issue that this household is in
    # Whom the code in the household's letter signs in: an account that all its adults share.
    account_id: int | None = Field(default=None, foreign_key="account.id", unique=True)
    lettered_on: date | None = None


class Issue(SQLModel, table=True):
    """One issue of currency: asked for by one person, confirmed by another, given in parts."""

    __tablename__ = "currency_issue"
    __table_args__ = (
        one_of("state", ISSUE_STATES, "issue_state"),
        sa.CheckConstraint("confirmed_by_id <> asked_by_id", name="issue_two_people"),
        sa.UniqueConstraint("round_id", "number"),
    )
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    number: int
    state: str = "asked"
    units: int = money()
    households: int
    whole: int = money(default=0)
    extra: int = 0
    after: str = ""
    until: str = ""
    around: bool = False
    asked_by_id: int = Field(foreign_key="account.id")
    asked_at: datetime = moment()
    confirmed_by_id: int | None = Field(default=None, foreign_key="account.id")
    confirmed_at: datetime | None = moment(default=None)
    reached: int = 0  # the household up to which units were given, in the order of their numbers
    given: int = money(default=0)
    given_to: int = 0
    done_at: datetime | None = moment(default=None)
    lapse_reached: int = 0
    lapsed: int = money(default=0)
    lapsed_at: datetime | None = moment(default=None)


class Pledge(SQLModel, table=True):
    """How much a household has in an idea, by itself and through a spaarpot."""

    __tablename__ = "pledge"
    __table_args__ = (sa.CheckConstraint("units >= 0", name="pledge_units"),)
    idea_id: int = Field(foreign_key="idea.id", primary_key=True)
    household_id: int = Field(foreign_key="household.id", primary_key=True, index=True)
    units: int = money()


class PurseRequest(SQLModel, table=True):
    """Someone wants to put in so much that a second adult of the household must agree."""

    __tablename__ = "purse_request"
    __table_args__ = (
        one_of("state", REQUEST_STATES, "purse_request_state"),
        sa.CheckConstraint("answered_by_id <> asked_by_id", name="purse_request_two_people"),
        sa.Index("purse_request_waiting", "round_id", "household_id", "state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    household_id: int = Field(foreign_key="household.id")
    idea_id: int | None = Field(default=None, foreign_key="idea.id")
    spaarpot_id: int | None = Field(default=None, foreign_key="spaarpot.id")
    units: int = money()
    state: str = "waiting"
    asked_by_id: int = Field(foreign_key="account.id")
    asked_at: datetime = moment()
    answered_by_id: int | None = Field(default=None, foreign_key="account.id")
    answered_at: datetime | None = moment(default=None)


class Spaarpot(SQLModel, table=True):
    """Households of a street or a group save together."""

    __tablename__ = "spaarpot"
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    name: str
    made_at: datetime = moment()


class SpaarpotMember(SQLModel, table=True):
    """A household in a spaarpot. `stake` is its part of the content; the stakes add up to it."""

    __tablename__ = "spaarpot_member"
    __table_args__ = (sa.CheckConstraint("stake >= 0", name="spaarpot_stake"),)
    spaarpot_id: int = Field(foreign_key="spaarpot.id", primary_key=True)
    household_id: int = Field(foreign_key="household.id", primary_key=True, index=True)
    stake: int = money(default=0)


class SpaarpotGoal(SQLModel, table=True):
    """An idea that a spaarpot saves for."""

    __tablename__ = "spaarpot_goal"
    spaarpot_id: int = Field(foreign_key="spaarpot.id", primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", primary_key=True)


class SpaarpotYes(SQLModel, table=True):
    """A member agrees to put the content in this idea."""

    __tablename__ = "spaarpot_yes"
    spaarpot_id: int = Field(foreign_key="spaarpot.id", primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", primary_key=True)
    household_id: int = Field(foreign_key="household.id", primary_key=True)
