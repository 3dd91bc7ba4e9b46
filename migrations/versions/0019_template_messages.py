"""Under which number a caller was told by a template message, so that its failure finds what it told of."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_ADDED = (("outgoing_texts", "told_as"), ("correspondences", "nudged_as"), ("correspondences", "lost_as"))


def upgrade() -> None:
    for table, column in _ADDED:
        op.add_column(table, sa.Column(column, sa.String(), nullable=True))


def downgrade() -> None:
    for table, column in _ADDED:
        op.drop_column(table, column)
