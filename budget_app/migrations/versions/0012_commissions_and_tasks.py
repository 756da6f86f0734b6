"""Commissions with offers, help of companies, tasks that residents take over, and loans

Messages get the key of their form, so that the same form sent twice is one message.
"""

import sqlalchemy as sa
from alembic import op

from budget_app.columns import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("quality", sa.Text(), nullable=False),
        sa.Column("budget_cents", sa.BigInteger(), nullable=False),
        sa.Column("listed_at", Moment(), nullable=False),
        sa.CheckConstraint("budget_cents > 0", name="task_budget"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_task_round_id", "task", ["round_id"], unique=False)
    op.create_table(
        "commission",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("came_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"]),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.PrimaryKeyConstraint("idea_id"),
    )
    op.create_index("ix_commission_body_id", "commission", ["body_id"], unique=False)
    op.create_index("ix_commission_round_id", "commission", ["round_id"], unique=False)
    op.create_table(
        "task_challenge",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"]),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"]),
        sa.PrimaryKeyConstraint("idea_id"),
    )
    op.create_index("ix_task_challenge_task_id", "task_challenge", ["task_id"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["commission.idea_id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_delivery_idea_id", "delivery", ["idea_id"], unique=False)
    op.create_table(
        "help_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('goods', 'hours')", name="help_kind"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("form_key"),
    )
    op.create_index("ix_help_request_project_id", "help_request", ["project_id"], unique=False)
    op.create_table(
        "interest",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("which", sa.Text(), nullable=False),
        sa.Column("offers", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.ForeignKeyConstraint(["idea_id"], ["commission.idea_id"]),
        sa.PrimaryKeyConstraint("idea_id", "account_id"),
    )
    op.create_index("ix_interest_account_id", "interest", ["account_id"], unique=False)
    op.create_table(
        "loan",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("forgiven_on", sa.Date(), nullable=True),
        sa.Column("forgiven_cents", sa.BigInteger(), nullable=False),
        sa.Column("forgiven_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"]),
        sa.PrimaryKeyConstraint("project_id"),
    )
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("in_wijk", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("cents > 0", name="offer_cents"),
        sa.ForeignKeyConstraint(["entered_by_id"], ["account.id"]),
        sa.ForeignKeyConstraint(["idea_id"], ["commission.idea_id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("form_key"),
    )
    op.create_index("ix_offer_idea_id", "offer", ["idea_id"], unique=False)
    op.create_table(
        "task_agreement",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("quality", sa.Text(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("proposed_at", Moment(), nullable=False),
        sa.Column("agreed_at", Moment(), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("given_back_on", sa.Date(), nullable=True),
        sa.Column("given_back_by", sa.String(), nullable=False),
        sa.Column("given_back_why", sa.Text(), nullable=False),
        sa.Column("returned_cents", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "given_back_by IN ('', 'makers', 'gemeente')", name="task_given_back_by"
        ),
        sa.CheckConstraint("cents > 0", name="task_agreement_cents"),
        sa.ForeignKeyConstraint(["idea_id"], ["task_challenge.idea_id"]),
        sa.PrimaryKeyConstraint("idea_id"),
    )
    op.create_table(
        "commission_order",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("few_why", sa.Text(), nullable=False),
        sa.Column("deliver_by", sa.Date(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["commission.idea_id"]),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"]),
        sa.PrimaryKeyConstraint("idea_id"),
        sa.UniqueConstraint("offer_id"),
    )
    op.create_table(
        "help_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("thanks", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint(
            "state IN ('offered', 'accepted', 'declined', 'delivered', 'thanked')",
            name="help_state",
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.ForeignKeyConstraint(["request_id"], ["help_request.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("form_key"),
    )
    op.create_index("ix_help_offer_account_id", "help_offer", ["account_id"], unique=False)
    op.create_index("ix_help_offer_request_id", "help_offer", ["request_id"], unique=False)
    op.add_column("body_message", sa.Column("form_key", sa.String(), nullable=True))
    op.create_index("body_message_form", "body_message", ["form_key"], unique=True)
    op.add_column("project_update", sa.Column("form_key", sa.String(), nullable=True))
    op.create_index("project_update_form", "project_update", ["form_key"], unique=True)


def downgrade() -> None:
    op.drop_index("project_update_form", table_name="project_update")
    op.drop_column("project_update", "form_key")
    op.drop_index("body_message_form", table_name="body_message")
    op.drop_column("body_message", "form_key")
    op.drop_index("ix_help_offer_request_id", table_name="help_offer")
    op.drop_index("ix_help_offer_account_id", table_name="help_offer")
    op.drop_table("help_offer")
    op.drop_table("commission_order")
    op.drop_table("task_agreement")
    op.drop_index("ix_offer_idea_id", table_name="offer")
    op.drop_table("offer")
    op.drop_table("loan")
    op.drop_index("ix_interest_account_id", table_name="interest")
    op.drop_table("interest")
    op.drop_index("ix_help_request_project_id", table_name="help_request")
    op.drop_table("help_request")
    op.drop_index("ix_delivery_idea_id", table_name="delivery")
    op.drop_table("delivery")
    op.drop_index("ix_task_challenge_task_id", table_name="task_challenge")
    op.drop_table("task_challenge")
    op.drop_index("ix_commission_round_id", table_name="commission")
    op.drop_index("ix_commission_body_id", table_name="commission")
    op.drop_table("commission")
    op.drop_index("ix_task_round_id", table_name="task")
    op.drop_table("task")
