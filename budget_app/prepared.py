"""Statements compiled once per dialect, for the few that every voter causes.

SQLAlchemy looks its compiled form up, builds a context and wraps the cursor on each execution; for
four short statements that costs more than the database does. The statement itself stays an
SQLAlchemy one, so that both databases get their own text, and types are converted as always.
It runs in the transaction that its connection is in, and begins none.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

Convert = Callable[[Any], Any] | None


class _Text(NamedTuple):
    """What one dialect's driver is given, and how values go in."""

    sql: str
    fixed: Mapping[str, Any]  # parameters with a value of their own, as `LIMIT 1`
    into: Mapping[str, Callable[[Any], Any]]
    order: tuple[str, ...] | None  # of positional parameters


class Prepared:
    """A statement whose parameters are named; `given` names those of an INSERT's VALUES.

    It is one statement for both databases, or a way to make it for the dialect of this name.
    """

    def __init__(
        self, statement: sa.Executable | Callable[[str], Any], given: Sequence[str] | None = None
    ) -> None:
        self._statement, self.given = statement, given
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
        compiled = self._compile(dialect)
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
        compiled = self._compile(dialect)
        return [
            column.type.dialect_impl(dialect).result_processor(dialect, described[1])
            for column, described in zip(
                compiled.statement.exported_columns, cursor.description, strict=True
            )
        ]

    def _compile(self, dialect: sa.Dialect) -> Any:
        made = self._statement
        statement: Any = made if isinstance(made, sa.Executable) else made(dialect.name)
        return statement.compile(dialect=dialect, column_keys=self.given)


class NewRows:
    """Rows for a table, of which those whose key is there already are left out."""

    def __init__(self, table: sa.Table, key: str) -> None:
        self._key = key
        names = [column.name for column in table.c]
        self._one = Prepared(sqlite_insert(table).on_conflict_do_nothing(), given=names)
        arrays = [sa.bindparam(column.name, type_=ARRAY(column.type)) for column in table.c]
        source = sa.func.unnest(*arrays).table_valued(*names).render_derived()
        self._all = Prepared(
            postgres_insert(table)
            .from_select(names, sa.select(source))
            .on_conflict_do_nothing()
            .returning(table.c[key])
        )

    def insert(self, connection: sa.Connection, rows: Iterable[Mapping[str, Any]]) -> set[Any]:
        """Insert these in the order of `key`; its values in those that were not there yet.

        The order is for two servers with the same rows: neither waits for what the other holds.
        """
        ordered = sorted(rows, key=lambda row: row[self._key])
        if not ordered:
            return set()
        if connection.dialect.name == "sqlite":  # in this process: a statement for each costs less
            return {row[self._key] for row in ordered if self._one.count(connection, row)}
        lists = {name: [row[name] for row in ordered] for name in ordered[0]}
        return {key for (key,) in self._all.rows(connection, lists)}


def among(dialect: str, column: sa.ColumnElement[Any], name: str) -> sa.ColumnElement[bool]:
    """The condition that a column holds one of the values in the list of this name."""
    if dialect == "sqlite":
        values = sa.func.json_each(sa.bindparam(name)).table_valued("value")
        return column.in_(sa.select(values.c.value))
    return column == sa.any_(sa.bindparam(name, type_=ARRAY(column.type)))


def as_list(connection: sa.Connection, values: Sequence[Any]) -> Any:
    """A list as `among` takes it."""
    return json.dumps(values) if connection.dialect.name == "sqlite" else values
