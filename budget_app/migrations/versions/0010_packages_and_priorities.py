"""Whole budgets and the game, sums per theme, the chosen route of a round, and the voting day

A round gets one column, added as it stands: other tables point to it, so it is never rebuilt.
"""

import sqlalchemy as sa
from alembic import op

import budget_app.columns

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = budget_app.columns.Moment(timezone=True)


def upgrade() -> None:
    op.add_column(
        "round", sa.Column("chosen_route", sa.String(), nullable=False, server_default="")
    )
    _packages()
    _priorities()
    _voting_day()


def _packages() -> None:
    op.create_table(
        "package_item",
        sa.Column("package_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["package_id"], ["idea.id"]),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"]),
        sa.PrimaryKeyConstraint("package_id", "idea_id"),
    )
    op.create_index("ix_package_item_idea_id", "package_item", ["idea_id"])
    op.create_table(
        "game_play",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("idea_ids", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("round_id", "step_key", "account_id"),
    )


def _priorities() -> None:
    op.create_table(
        "allotment",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.PrimaryKeyConstraint("round_id", "step_key"),
    )
    op.create_table(
        "allotted_theme",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"]),
        sa.PrimaryKeyConstraint("round_id", "step_key", "idea_id"),
    )
    op.create_index("ix_allotted_theme_idea_id", "allotted_theme", ["idea_id"])


def _voting_day() -> None:
    op.create_table(
        "voting_day",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(), nullable=False),
        sa.Column("opens_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.PrimaryKeyConstraint("round_id", "step_key"),
    )
    op.create_table(
        "stand",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"]),
        sa.PrimaryKeyConstraint("round_id", "step_key", "number"),
        sa.UniqueConstraint("round_id", "step_key", "idea_id"),
    )
    op.create_table(
        "door_pass",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("round_id", "account_id"),
    )


def downgrade() -> None:
    for table in ("door_pass", "stand", "voting_day", "allotted_theme", "allotment"):
        op.drop_table(table)
    op.drop_table("game_play")
    op.drop_table("package_item")
    op.drop_column("round", "chosen_route")
