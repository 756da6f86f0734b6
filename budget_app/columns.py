"""Column types and constraints that every feature's tables share."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field


class Moment(sa.types.TypeDecorator[datetime]):
    """A point in time, kept in UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def moment(**kwargs: Any) -> Any:
    """A field that holds a point in time."""
    return Field(sa_type=Moment, **kwargs)  # type: ignore[call-overload]


def document(**kwargs: Any) -> Any:
    """A field that holds a JSON document."""
    return Field(sa_type=sa.JSON, **kwargs)  # type: ignore[call-overload]


def long_text(**kwargs: Any) -> Any:
    """A field that holds text of any length."""
    return Field(sa_type=sa.Text, **kwargs)  # type: ignore[call-overload]


def money(**kwargs: Any) -> Any:
    """A field that holds whole cents (or whole units of a local currency)."""
    return Field(sa_type=sa.BigInteger, **kwargs)  # type: ignore[call-overload]


def one_of(column: str, values: Iterable[str], name: str) -> sa.CheckConstraint:
    """A CHECK that a text column holds one of a few words."""
    words = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({words})", name=name)
