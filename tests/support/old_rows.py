"""Rows as they may stand in tables of any revision, made from what the database says of them."""

import re
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

Row = dict[str, Any]
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LISTED = re.compile(r"\(?\"?(\w+)\"?\)?(?:::text)? (?:IN|= ANY) \(+(?:ARRAY\[)?([^)\]]*)")
BETWEEN = re.compile(r"\"?(\w+)\"? (?:BETWEEN|>= 1\b)")
DIFFERENT = re.compile(r"(\w+) <> (\w+)")
LITERAL = re.compile(r"'([^']*)'")


def reflected(connection: sa.Connection) -> sa.MetaData:
    """The tables as they stand, but for where Alembic keeps its revision."""
    found = sa.MetaData()
    found.reflect(connection)
    found.remove(found.tables["alembic_version"])
    return found


class OldRows:
    """Adds rows, and remembers them, so that later ones can point at them."""

    def __init__(self) -> None:
        self.made: dict[tuple[str, int], Row] = {}

    def add(self, connection: sa.Connection, number: int) -> None:
        """One more row in every table, whose keys and words carry this number (1, 2, 3, ...).

        It points at the rows of the same number, so everything has something that hangs on it.
        What must point at two different rows begins with the second.
        """
        for table in reflected(connection).sorted_tables:
            row = {column.name: _value(column, number) for column in table.columns}
            other = set()
            for check in sa.inspect(connection).get_check_constraints(table.name):
                _obey(row, str(check["sqltext"]))
                other |= {name for name, _ in DIFFERENT.findall(str(check["sqltext"]))}
            if self._point(table, row, number, other):
                connection.execute(table.insert(), row)
                self.made[table.name, number] = row

    def _point(self, table: sa.Table, row: Row, number: int, other: set[str]) -> bool:
        """Fill in whom this row points at; False when they are not there."""
        for key in table.foreign_key_constraints:
            # Who points at its own table points at nothing: the first row has nobody to point at.
            if key.referred_table is table:
                row.update({column.name: None for column in key.columns})
                continue
            back = any(column.name in other for column in key.columns)
            target = self.made.get((key.referred_table.name, number - back))
            if target is None:
                return False
            row.update({part.parent.name: target[part.column.name] for part in key.elements})
        return True


def everything(connection: sa.Connection) -> dict[str, list[Row]]:
    """All rows of all tables, in the order of their keys."""
    return {
        table.name: [
            dict(row._mapping)
            for row in connection.execute(sa.select(table).order_by(*table.primary_key))
        ]
        for table in reflected(connection).sorted_tables
    }


def _obey(row: Row, check: str) -> None:
    for name, words in LISTED.findall(check):
        if name in row:
            row[name] = LITERAL.findall(words)[0]
    for name in BETWEEN.findall(check):
        if name in row:
            row[name] = 1


def _value(column: sa.Column[Any], number: int) -> Any:
    kind = column.type
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.Integer | sa.Numeric | sa.Float):
        return number
    if isinstance(kind, sa.DateTime):
        return AT
    if isinstance(kind, sa.Date):
        return date(2026, 3, 2)
    if isinstance(kind, sa.JSON):
        return {"was": number}
    if isinstance(kind, sa.LargeBinary):
        return b"%d" % number
    return f"{column.name} {number}"
