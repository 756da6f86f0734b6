"""Ballot papers keep the labels that counting limits speak of

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ballot_option", sa.Column("code", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "ballot_option", sa.Column("labels", sa.JSON(), nullable=False, server_default="{}")
    )


def downgrade() -> None:
    op.drop_column("ballot_option", "labels")
    op.drop_column("ballot_option", "code")
