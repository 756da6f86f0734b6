"""Alembic runs on the Database it is handed, on SQLite and PostgreSQL alike."""

from alembic import context
from sqlmodel import SQLModel

from budget_app import tables
from budget_app.db import Database
from budget_app.settings import Settings

assert tables.FEATURES  # noqa: S101  (imported for its side effect: the tables register themselves)
database = context.config.attributes.get("database") or Database(Settings().database_url)

with database.writer.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
