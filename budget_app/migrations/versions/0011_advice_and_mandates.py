"""Residents answer when they are consulted, advice is answered, mandates and draws are on record

A meeting can be of a body, with how many came and what was decided; a verdict can name it. A plan
has points that are advised on and answered one by one. A mandate is never edited: it is taken back
by a row of its own. A draw keeps what everyone needs to repeat it.
"""

import sqlalchemy as sa
from alembic import op

from budget_app.columns import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WORDS = "'pass', 'repair', 'decline', 'adopted', 'partly', 'not'"
TABLES = (
    "opinion", "advice_answer", "point_word", "plan_point", "mandate", "volunteer", "draw",
    "taken_down",
)  # fmt: skip


def upgrade() -> None:
    _talk()
    _advice()
    _mandates()
    _draws()
    # Not in batch mode: other tables point to these two.
    for table, column, target in (("meeting", "body_id", "body"), ("docket", "meeting_id", "meeting")):
        _add_reference(table, column, target)
    op.add_column("meeting", sa.Column("attended", sa.Integer(), nullable=True))
    op.add_column(
        "meeting", sa.Column("decisions", sa.Text(), nullable=False, server_default="")
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("update", "delete"):
            op.execute(f"DROP TRIGGER mandate_no_{deed}")
    op.drop_column("docket", "meeting_id")
    for column in ("decisions", "attended", "body_id"):
        op.drop_column("meeting", column)
    for table in TABLES:
        op.drop_table(table)


def _talk() -> None:
    op.create_table(
        "opinion",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("idea_id", sa.Integer(), sa.ForeignKey("idea.id"), nullable=False),
        sa.Column("step_key", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.CheckConstraint("answer IN ('voor', 'tegen', 'weet_niet')", name="opinion_answer"),
        sa.UniqueConstraint("idea_id", "step_key", "account_id"),
    )
    op.create_index("ix_opinion_account_id", "opinion", ["account_id"])
    op.create_table(
        "taken_down",
        sa.Column("idea_id", sa.Integer(), sa.ForeignKey("idea.id"), primary_key=True),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id"), nullable=False),
    )
    op.create_index("ix_taken_down_meeting_id", "taken_down", ["meeting_id"])


def _advice() -> None:
    op.create_table(
        "advice_answer",
        sa.Column("docket_id", sa.Integer(), sa.ForeignKey("docket.id"), primary_key=True),
        sa.Column("advice_id", sa.Integer(), sa.ForeignKey("docket.id"), nullable=False),
        sa.Column("departs", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
    )
    op.create_index("ix_advice_answer_advice_id", "advice_answer", ["advice_id"])
    op.create_table(
        "plan_point",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("idea_id", sa.Integer(), sa.ForeignKey("idea.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.UniqueConstraint("idea_id", "number"),
    )
    op.create_table(
        "point_word",
        sa.Column("docket_id", sa.Integer(), sa.ForeignKey("docket.id"), primary_key=True),
        sa.Column("point_id", sa.Integer(), sa.ForeignKey("plan_point.id"), primary_key=True),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(f"word IN ({WORDS})", name="point_word"),
    )


def _mandates() -> None:
    op.create_table(
        "mandate",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("round_id", sa.Integer(), sa.ForeignKey("round.id"), nullable=False),
        sa.Column("body_id", sa.Integer(), sa.ForeignKey("body.id"), nullable=True),
        sa.Column("giver", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("up_to_cents", sa.BigInteger(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("revokes_id", sa.Integer(), sa.ForeignKey("mandate.id"), nullable=True),
        sa.UniqueConstraint("revokes_id"),
    )
    op.create_index("ix_mandate_round_id", "mandate", ["round_id"])
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER mandate_no_{deed.lower()} BEFORE {deed} ON mandate "
                "BEGIN SELECT RAISE(ABORT, 'mandate is append-only'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER mandate_append_only BEFORE UPDATE OR DELETE ON mandate "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER mandate_no_truncate BEFORE TRUNCATE ON mandate "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def _draws() -> None:
    op.create_table(
        "draw",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("body_id", sa.Integer(), sa.ForeignKey("body.id"), nullable=False),
        sa.Column("constituency", sa.String(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("strata", sa.JSON(), nullable=False),
        sa.Column("seats_until", sa.Date(), nullable=False),
        sa.Column("seed_source", sa.String(), nullable=False),
        sa.Column("announced_at", Moment(timezone=True), nullable=False),
        sa.Column("seed", sa.String(), nullable=True),
        sa.Column("seeded_at", Moment(timezone=True), nullable=True),
        sa.Column("list_sha256", sa.String(), nullable=True),
        sa.Column("drawn_at", Moment(timezone=True), nullable=True),
    )
    op.create_index("ix_draw_body_id", "draw", ["body_id"])
    op.create_table(
        "volunteer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("draw_id", sa.Integer(), sa.ForeignKey("draw.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.UniqueConstraint("draw_id", "number"),
        sa.UniqueConstraint("draw_id", "account_id"),
    )
    op.create_index("ix_volunteer_account_id", "volunteer", ["account_id"])


def _add_reference(table: str, column: str, target: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER REFERENCES {target} (id)")
        return
    op.add_column(table, sa.Column(column, sa.Integer(), sa.ForeignKey(f"{target}.id"), nullable=True))
