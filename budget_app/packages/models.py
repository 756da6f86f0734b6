"""Whole budgets. A package is a row of `idea`; here is what it is made of, and what was played."""

from typing import Any

from sqlmodel import Field, SQLModel

from budget_app.columns import document


class PackageItem(SQLModel, table=True):
    """An idea is part of a package. An idea may be part of several."""

    __tablename__ = "package_item"
    package_id: int = Field(foreign_key="idea.id", primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", primary_key=True, index=True)


class GamePlay(SQLModel, table=True):
    """How someone divided the money in the game: talk, never a vote. Replaced when played again."""

    __tablename__ = "game_play"
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    step_key: str = Field(primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True)
    idea_ids: list[Any] = document()
