"""The migrations lead to the tables that the code describes, on both databases."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, MetaData, String, Table, inspect
from sqlmodel import SQLModel

from budget_app import tables
from budget_app.db import MIGRATIONS, Database, newest_revision


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config)


def differences(database: Database, metadata: MetaData) -> list[object]:
    """What a new migration would have to change."""
    with database.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def test_there_is_one_newest_revision_and_its_number_says_so() -> None:
    assert scripts().get_heads() == [newest_revision()]


def test_the_schema_knows_its_revision(database: Database, tmp_path: Path) -> None:
    assert database.revision() == newest_revision()
    assert Database(f"sqlite:///{tmp_path / 'empty.db'}").revision() is None


def test_the_migrated_schema_is_what_the_models_say(database: Database) -> None:
    assert tables.FEATURES
    assert differences(database, SQLModel.metadata) == []


def test_the_comparison_notices_a_table_without_migration(database: Database) -> None:
    forgotten = MetaData()
    Table("forgotten", forgotten, Column("name", String, primary_key=True))
    assert any("forgotten" in str(change) for change in differences(database, forgotten))


def test_migrating_again_changes_nothing(database: Database) -> None:
    database.migrate()
    with database.read() as session:
        assert inspect(session.connection()).has_table("alembic_version")


@pytest.mark.parametrize("revision", [script.revision for script in scripts().walk_revisions()])
def test_each_revision_says_what_it_does(revision: str) -> None:
    assert scripts().get_revision(revision).doc
