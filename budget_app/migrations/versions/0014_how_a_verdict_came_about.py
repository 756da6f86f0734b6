"""A verdict keeps how it came about; a mandate can have a total; a list closes before its seed

At a meeting of a body it is kept who of its members came.
"""

import sqlalchemy as sa
from alembic import op

from budget_app.columns import Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in batch mode: other tables point to these.
    op.add_column("docket", sa.Column("how", sa.JSON(), nullable=True))
    op.add_column("mandate", sa.Column("total_cents", sa.BigInteger(), nullable=True))
    op.add_column("draw", sa.Column("closed_at", Moment(timezone=True), nullable=True))
    # A list whose seed was public was closed at that moment.
    op.execute("UPDATE draw SET closed_at = seeded_at WHERE seed IS NOT NULL")
    op.create_table(
        "attendance",
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id"), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), primary_key=True),
        sa.Column("constituency", sa.String(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("attendance")
    op.drop_column("draw", "closed_at")
    op.drop_column("mandate", "total_cents")
    op.drop_column("docket", "how")
