"""A promise says whose it is"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('promise') as batch:
        batch.add_column(sa.Column('side', sa.String(), nullable=False, server_default='makers'))
        batch.create_check_constraint('promise_side', "side IN ('makers', 'gemeente')")
    with op.batch_alter_table('promise') as batch:
        batch.alter_column('side', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('promise') as batch:
        batch.drop_constraint('promise_side', type_='check')
        batch.drop_column('side')
