"""A round of a budget in an area."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from budget_app.columns import document, moment, money, one_of

ROUND_STATES = ("draft", "published", "archived")


class Round(SQLModel, table=True):
    """One round. Its whole configuration is `config`; the other columns are copies for lists."""

    __tablename__ = "round"
    __table_args__ = (
        one_of("state", ROUND_STATES, "round_state"),
        sa.CheckConstraint("amount_cents >= 0", name="round_amount"),
        sa.CheckConstraint("field BETWEEN 1 AND 4", name="round_field"),
    )
    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    title: str
    area_code: str = Field(foreign_key="area.code", index=True)
    model: str
    field: int
    amount_cents: int = money()
    config: dict[str, Any] = document()
    config_hash: str | None = None
    frozen_at: datetime | None = moment(default=None)
    # Which of the configuration's routes the residents chose; set once, by the count of their vote.
    chosen_route: str = Field(default="", sa_column_kwargs={"server_default": ""})
    state: str = "draft"
    previous_id: int | None = Field(default=None, foreign_key="round.id")
    created_at: datetime = moment()
    # Said on every page of the round: where data come from, or what is invented.
    note: str = ""


class RoundArea(SQLModel, table=True):
    """The wijk or buurten that a round covers."""

    __tablename__ = "round_area"
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    area_code: str = Field(foreign_key="area.code", primary_key=True, index=True)
