"""Statements compiled once per dialect, for the few that every voter causes.

SQLAlchemy looks its compiled form up, builds a context and wraps the cursor on each execution; for
four short statements that costs more than the database does. The statement itself stays an
SQLAlchemy one, so that both databases get their own text, and types are converted as always.
It runs in the transaction that its connection is in, and begins none.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

Convert = Callable[[Any], Any] | None


class _Text(NamedTuple):
    """What one dialect's driver is given, and how values go in."""

    sql: str
    fixed: Mapping[str, Any]  # parameters with a value of their own, as `LIMIT 1`
    into: Mapping[str, Callable[[Any], Any]]
    order: tuple[str, ...] | None  # of positional parameters


class Prepared:
    """A statement whose parameters are named; `given` names those of an INSERT's VALUES."""

    def __init__(self, statement: Any, given: list[str] | None = None) -> None:
        self.statement, self.given = statement, given
        self._texts: dict[str, _Text] = {}
        self._from: dict[str, list[Convert]] = {}

    def rows(self, connection: sa.Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Every row that the statement finds, its values as Python knows them."""
        cursor = self._run(connection, values)
        found = cursor.fetchall()
        converts = self._from.get(connection.dialect.name)
        if converts is None:
            converts = self._from[connection.dialect.name] = self._converts(connection, cursor)
        cursor.close()
        return [
            tuple(
                value if convert is None else convert(value)
                for convert, value in zip(converts, row, strict=True)
            )
            for row in found
        ]

    def count(self, connection: sa.Connection, values: Mapping[str, Any]) -> int:
        """How many rows the statement changed."""
        cursor = self._run(connection, values)
        changed = int(cursor.rowcount)
        cursor.close()
        return changed

    def _run(self, connection: sa.Connection, values: Mapping[str, Any]) -> Any:
        dialect = connection.dialect
        text = self._texts.get(dialect.name)
        if text is None:
            text = self._texts[dialect.name] = self._compiled(dialect)
        bound: Any = {**text.fixed, **values}
        for name, convert in text.into.items():
            bound[name] = convert(bound[name])
        if text.order is not None:
            bound = tuple([bound[name] for name in text.order])
        cursor = connection.connection.cursor()
        try:
            cursor.execute(text.sql, bound)
        except dialect.dbapi.Error as error:  # type: ignore[union-attr]
            raise sa.exc.DBAPIError.instance(
                text.sql,
                None,  # values may be personal: they do not belong in a log
                error,
                dialect.dbapi.Error,  # type: ignore[union-attr]
                dialect=dialect,
            ) from error
        return cursor

    def _compiled(self, dialect: sa.Dialect) -> _Text:
        compiled: Any = self.statement.compile(dialect=dialect, column_keys=self.given)
        order = tuple(compiled.positiontup) if compiled.positional else None
        fixed = {
            name: value
            for name, value in compiled.construct_params(_check=False).items()
            if value is not None
        }
        into = {
            name: convert
            for name, convert in compiled._bind_processors.items()
            if callable(convert)
        }
        return _Text(str(compiled), fixed, into, order)

    def _converts(self, connection: sa.Connection, cursor: Any) -> list[Convert]:
        dialect: Any = connection.dialect
        compiled: Any = self.statement.compile(dialect=dialect)
        return [
            column.type.dialect_impl(dialect).result_processor(dialect, described[1])
            for column, described in zip(
                compiled.statement.selected_columns, cursor.description, strict=True
            )
        ]
