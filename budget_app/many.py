"""Thousands of rows in one statement, for what concerns every household.

PostgreSQL is given a list as one array instead of a parameter for each value: it reads and plans a
statement of four words, and not of five thousand. SQLite, in this process, needs no such help.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert


def among(
    connection: sa.Connection, column: sa.ColumnElement[Any], values: Sequence[Any]
) -> sa.ColumnElement[bool]:
    """The condition that a column holds one of these values."""
    if connection.dialect.name == "sqlite":
        return column.in_(values)
    return column == sa.any_(_array(values, column))


def insert(
    connection: sa.Connection,
    table: sa.Table,
    rows: Sequence[Mapping[str, Any]],
    ignore_known: bool = False,
) -> None:
    """Insert rows that all have the same columns; `ignore_known` skips those whose key exists."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        one = sqlite_insert(table)
        connection.execute(one.on_conflict_do_nothing() if ignore_known else one, list(rows))
        return
    names = list(rows[0])
    arrays = (_array([row[name] for row in rows], table.c[name]) for name in names)
    source = sa.func.unnest(*arrays).table_valued(*names).render_derived()
    all_of_them = postgres_insert(table).from_select(names, sa.select(source))
    connection.execute(all_of_them.on_conflict_do_nothing() if ignore_known else all_of_them)


def _array(values: Sequence[Any], column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.literal(list(values), ARRAY(column.type))
