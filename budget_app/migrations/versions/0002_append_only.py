"""What happened is appended, never edited: the database itself refuses anything else

Services only ever insert into these tables. The triggers are for everything that is not a service:
a hurried repair by hand, a mistake in a later migration, a stolen password of the application.
They refuse UPDATE and DELETE (and TRUNCATE on PostgreSQL) with a message that names the table.
Whoever owns the database can drop a trigger; the hash chain of the history then still shows what
was altered. A correction is a new row that names the old one.
"""

import sqlalchemy as sa
from alembic import op

import budget_app.columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = ("transfer", "history_entry", "step_event", "idea_move")


def upgrade() -> None:
    with op.batch_alter_table("docket") as batch:
        batch.add_column(
            sa.Column("reminded_at", budget_app.columns.Moment(timezone=True), nullable=True)
        )
    with op.batch_alter_table("project") as batch:
        batch.add_column(sa.Column("receipts", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("project") as batch:
        batch.alter_column("receipts", server_default=None)
    if op.get_bind().dialect.name == "sqlite":
        _on_sqlite()
    else:
        _on_postgresql()


def _on_sqlite() -> None:
    for table in APPEND_ONLY:
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
        "USING ERRCODE = 'restrict_violation'; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for deed in ("update", "delete"):
                op.execute(f"DROP TRIGGER {table}_no_{deed}")
    else:
        op.execute("DROP FUNCTION refuse_change() CASCADE")
    with op.batch_alter_table("project") as batch:
        batch.drop_column("receipts")
    with op.batch_alter_table("docket") as batch:
        batch.drop_column("reminded_at")
