"""The vote. Who took part and what was voted are two tables that nothing joins.

Neither table has a timestamp or a counter. Both are keyed by values that say nothing about order
(an account, a random id), and both are rewritten in key order when the vote closes, so that the
physical order and PostgreSQL's hidden row versions disappear as well.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from budget_app.columns import document, long_text, moment, money, one_of

VOTE_CHANNELS = ("web", "desk", "paper", "helper")


class BallotOption(SQLModel, table=True):
    """A line on the ballot paper, fixed when the vote opens. Costs are read from here only."""

    __tablename__ = "ballot_option"
    round_id: int = Field(primary_key=True)
    step_key: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", index=True)
    title: str
    cost_cents: int = money()
    # What the idea is called in published files; its number where this is empty.
    code: str = ""
    # categories, areas, targets, exclusive_group, withdrawn: what limits of a count speak of
    labels: dict[str, Any] = document(default_factory=dict)


class Participation(SQLModel, table=True):
    """This person took part in this vote."""

    __tablename__ = "participation"
    __table_args__ = (
        one_of("channel", VOTE_CHANNELS, "participation_channel"),
        {"sqlite_with_rowid": False},
    )
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    step_key: str = Field(primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True)
    area_code: str
    channel: str = "web"


class HouseholdParticipation(SQLModel, table=True):
    """This household took part in a vote in which each household has one ballot."""

    __tablename__ = "household_participation"
    __table_args__ = ({"sqlite_with_rowid": False},)
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    step_key: str = Field(primary_key=True)
    household_id: int = Field(foreign_key="household.id", primary_key=True)


class Ballot(SQLModel, table=True):
    """What was voted: {ballot number: 1, points or rank}, under the hash of a receipt code."""

    __tablename__ = "ballot"
    __table_args__ = (
        sa.Index("ballot_vote", "round_id", "step_key"),
        {"sqlite_with_rowid": False},
    )
    receipt_hash: str = Field(primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    step_key: str
    content: str = long_text()


class Result(SQLModel, table=True):
    """A count that was made official, with everything needed to repeat it."""

    __tablename__ = "result"
    __table_args__ = (sa.UniqueConstraint("round_id", "step_key"),)
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    step_key: str
    method: str
    parameters: dict[str, Any] = document()
    outcome: dict[str, Any] = document()
    comparisons: dict[str, Any] = document()
    turnout: dict[str, Any] = document()
    election_pb: str = long_text()
    input_sha256: str
    outcome_sha256: str
    counted_at: datetime = moment()
