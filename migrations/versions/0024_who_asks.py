"""Whether a question could be helped, where the caller was sent, and of what sort he is."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_ADDED = (
    ("missed", sa.String()),
    ("guided_to", sa.JSON()),
    ("age_band", sa.String()),
    ("for_other", sa.Boolean()),
    ("township", sa.String()),
)


def upgrade() -> None:
    for column, kind in _ADDED:
        op.add_column("messages", sa.Column(column, kind, nullable=True))


def downgrade() -> None:
    for column, _ in _ADDED:
        op.drop_column("messages", column)
