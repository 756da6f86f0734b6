"""A local currency: purses of households, issues, pledges and spaarpotten; households that voted

All units move in the ledger, which needs nothing new. The roll gets an index on households, since
an issue goes over all of them.
"""

import sqlalchemy as sa
from alembic import op

import budget_app.columns

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "household_participation",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
        ),
        sa.PrimaryKeyConstraint("round_id", "step_key", "household_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "spaarpot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made_at", budget_app.columns.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_spaarpot_round_id"), "spaarpot", ["round_id"], unique=False)
    op.create_table(
        "currency_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("whole", sa.BigInteger(), nullable=False),
        sa.Column("extra", sa.Integer(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
        sa.Column("around", sa.Boolean(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", budget_app.columns.Moment(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", budget_app.columns.Moment(timezone=True), nullable=True),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("given", sa.BigInteger(), nullable=False),
        sa.Column("given_to", sa.Integer(), nullable=False),
        sa.Column("done_at", budget_app.columns.Moment(timezone=True), nullable=True),
        sa.Column("lapse_reached", sa.Integer(), nullable=False),
        sa.Column("lapsed", sa.BigInteger(), nullable=False),
        sa.Column("lapsed_at", budget_app.columns.Moment(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('asked', 'running', 'done')", name="issue_state"),
        sa.CheckConstraint("confirmed_by_id <> asked_by_id", name="issue_two_people"),
        sa.ForeignKeyConstraint(
            ["asked_by_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "number"),
    )
    op.create_table(
        "purse",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.String(), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("lettered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
        ),
        sa.PrimaryKeyConstraint("round_id", "household_id"),
        sa.UniqueConstraint("account_id"),
        sa.UniqueConstraint("round_id", "rank"),
    )
    op.create_index(op.f("ix_purse_household_id"), "purse", ["household_id"], unique=False)
    op.create_table(
        "spaarpot_member",
        sa.Column("spaarpot_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("stake", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("stake >= 0", name="spaarpot_stake"),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
        ),
        sa.ForeignKeyConstraint(
            ["spaarpot_id"],
            ["spaarpot.id"],
        ),
        sa.PrimaryKeyConstraint("spaarpot_id", "household_id"),
    )
    op.create_index(
        op.f("ix_spaarpot_member_household_id"), "spaarpot_member", ["household_id"], unique=False
    )
    op.create_table(
        "pledge",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("units >= 0", name="pledge_units"),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"],
            ["idea.id"],
        ),
        sa.PrimaryKeyConstraint("idea_id", "household_id"),
    )
    op.create_index(op.f("ix_pledge_household_id"), "pledge", ["household_id"], unique=False)
    op.create_table(
        "purse_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("spaarpot_id", sa.Integer(), nullable=True),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", budget_app.columns.Moment(timezone=True), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", budget_app.columns.Moment(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'done', 'declined')", name="purse_request_state"),
        sa.CheckConstraint("answered_by_id <> asked_by_id", name="purse_request_two_people"),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"],
            ["idea.id"],
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
        ),
        sa.ForeignKeyConstraint(
            ["spaarpot_id"],
            ["spaarpot.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "purse_request_waiting",
        "purse_request",
        ["round_id", "household_id", "state"],
        unique=False,
    )
    op.create_table(
        "spaarpot_goal",
        sa.Column("spaarpot_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"],
            ["idea.id"],
        ),
        sa.ForeignKeyConstraint(
            ["spaarpot_id"],
            ["spaarpot.id"],
        ),
        sa.PrimaryKeyConstraint("spaarpot_id", "idea_id"),
    )
    op.create_table(
        "spaarpot_yes",
        sa.Column("spaarpot_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"],
            ["idea.id"],
        ),
        sa.ForeignKeyConstraint(
            ["spaarpot_id"],
            ["spaarpot.id"],
        ),
        sa.PrimaryKeyConstraint("spaarpot_id", "idea_id", "household_id"),
    )
    op.create_index(
        "roll_entry_household", "roll_entry", ["round_id", "household_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index("roll_entry_household", "roll_entry")
    op.drop_table("spaarpot_yes")
    op.drop_table("spaarpot_goal")
    op.drop_table("purse_request")
    op.drop_table("pledge")
    op.drop_table("spaarpot_member")
    op.drop_table("purse")
    op.drop_table("currency_issue")
    op.drop_table("spaarpot")
    op.drop_table("household_participation")
