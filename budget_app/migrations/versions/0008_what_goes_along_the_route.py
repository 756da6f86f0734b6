"""An idea says what it is: an idea, a plan, a theme, a whole budget or a route"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SUBJECTS = "subject IN ('idea', 'plan', 'theme', 'package', 'route')"


def upgrade() -> None:
    # Not in batch mode: SQLite adds such a column as it stands, and other tables point to this one.
    subject = sa.Column(
        "subject",
        sa.String(),
        sa.CheckConstraint(SUBJECTS, name="idea_subject"),
        nullable=False,
        server_default="idea",
    )
    op.add_column("idea", subject)


def downgrade() -> None:
    op.drop_column("idea", "subject")
