"""A household is known again by its mark on a later list

Kept as a keyed hash, as the marks of passes are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("household", sa.Column("mark_hash", sa.String(), nullable=True))
    op.create_index("ix_household_mark_hash", "household", ["mark_hash"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_household_mark_hash", table_name="household")
    op.drop_column("household", "mark_hash")
