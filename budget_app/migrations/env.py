"""Alembic runs on the Database it is handed, on SQLite and PostgreSQL alike."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

from budget_app import tables
from budget_app.db import Database
from budget_app.settings import Settings

assert tables.FEATURES  # noqa: S101  (imported for its side effect: the tables register themselves)
database = context.config.attributes.get("database") or Database(Settings().database_url)


@contextmanager
def rebuilding(connection: Connection) -> Iterator[None]:
    """SQLite alters a table by building another and dropping the first, on which rows hang.

    So it looks at the end whether every row still points at something, and not meanwhile: else
    dropping is refused, or takes along what hangs on it.
    """
    if not database.is_sqlite:
        yield
        return
    raw = connection.connection.driver_connection
    assert raw is not None  # noqa: S101  (a connection that was just opened)
    raw.execute("PRAGMA foreign_keys=OFF")  # heeded outside of a transaction only
    try:
        yield
    finally:
        connection.rollback()  # of what was not committed
        raw.execute("PRAGMA foreign_keys=ON")


def demand_whole(connection: Connection) -> None:
    """Raise RuntimeError where a row points at nothing, before that is kept."""
    if database.is_sqlite:
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if lost:
            raise RuntimeError(f"a migration left rows that point at nothing: {lost[:5]}")


with database.writer.connect() as connection, rebuilding(connection):
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    demand_whole(connection)
    connection.commit()
