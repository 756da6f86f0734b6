"""The money that the rule gave to each theme, kept with the figures it was worked out from."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from budget_app.columns import document, moment, money


class Allotment(SQLModel, table=True):
    """The table of one allotment: what it rests on, made once when its step opens."""

    __tablename__ = "allotment"
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    step_key: str = Field(primary_key=True)
    made_at: datetime = moment()
    amount_cents: int = money()
    # Per area: code, population, need, weight and sum, as the page shows them.
    areas: list[Any] = document()


class AllottedTheme(SQLModel, table=True):
    """What one theme got."""

    __tablename__ = "allotted_theme"
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    step_key: str = Field(primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", primary_key=True, index=True)
    area_code: str
    place: int  # 1 is the area's first priority
    score: float
    cents: int = money()
