"""The list of ideas counts per choice from an index

Revision ID: 0005
Revises: 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "idea_facets", "idea", ["round_id", "state", "category", "area_code", "submitted_at"]
    )


def downgrade() -> None:
    op.drop_index("idea_facets", "idea")
