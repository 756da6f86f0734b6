"""Everything we hold about someone, as they can take it along.

The tables say themselves which rows are about whom: every column that points at an account. A new
table is exported from the day it exists.
"""

import base64
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from budget_app.people.models import Account

# Keys and hashes open things or could be guessed at.
NOT_FOR_EXPORT = ("hash", "password", "verifier", "nonce")
# What others did: the person who looked is not the one the row is about.
OTHERS = {("access_log", "viewer_id"), ("idea_author", "entered_by_id")}


def of(session: Session, account_id: int) -> dict[str, list[dict[str, Any]]]:
    """Table name -> the rows about this account, its household, and the ideas it is a maker of."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in SQLModel.metadata.sorted_tables:
        about = [c for c in table.columns if _points_at_account(c)]
        if table.name == Account.__tablename__:
            about = [table.c.id]
        if about:
            found[table.name] = _rows(session, table, sa.or_(*(c == account_id for c in about)))
    tables = SQLModel.metadata.tables
    household_id = found["account"][0]["household_id"]
    if household_id is not None:
        found |= _of_household(session, household_id, found)
    made = [row["idea_id"] for row in found.get("idea_author", [])]
    found["idea"] = _rows(session, tables["idea"], tables["idea"].c.id.in_(made))
    return {name: rows for name, rows in found.items() if rows}


def _of_household(
    session: Session, household_id: int, found: dict[str, list[dict[str, Any]]]
) -> dict[str, list[dict[str, Any]]]:
    """What is about the household as a whole; rows about its other people are theirs."""
    rows = {}
    for table in SQLModel.metadata.sorted_tables:
        about = [
            column
            for column in table.columns
            if any(key.target_fullname == "household.id" for key in column.foreign_keys)
        ]
        if table.name == "household":
            about = [table.c.id]
        if about and table.name not in found:
            rows[table.name] = _rows(session, table, sa.or_(*(c == household_id for c in about)))
    return rows


def _points_at_account(column: sa.Column[Any]) -> bool:
    if (column.table.name, column.name) in OTHERS:
        return False
    return any(key.target_fullname == "account.id" for key in column.foreign_keys)


def _rows(session: Session, table: sa.Table, condition: Any) -> list[dict[str, Any]]:
    columns = [
        column
        for column in table.columns
        if not any(word in column.name for word in NOT_FOR_EXPORT)
    ]
    rows = session.connection().execute(sa.select(*columns).where(condition).order_by(*columns[:1]))
    return [{name: _plain(value) for name, value in row._mapping.items()} for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):  # a photo, so that the file is complete by itself
        return "data:image/jpeg;base64," + base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, date | datetime) else value
