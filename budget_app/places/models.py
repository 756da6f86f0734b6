"""Areas as Statistics Netherlands (CBS) numbers them: GM…, WK…, BU…."""

from datetime import date
from typing import Any

from sqlmodel import Field, SQLModel

from budget_app.columns import document, one_of

KINDS = ("gemeente", "wijk", "buurt")


class Area(SQLModel, table=True):
    """A gemeente, wijk or buurt with the dated figures that amount rules use."""

    __tablename__ = "area"
    __table_args__ = (one_of("kind", KINDS, "area_kind"),)
    code: str = Field(primary_key=True)
    kind: str
    name: str
    slug: str = Field(unique=True)
    parent_code: str | None = Field(default=None, foreign_key="area.code", index=True)
    inhabitants: int | None = None
    households: int | None = None
    figures_on: date | None = None
    outline: dict[str, Any] | None = document(default=None)
