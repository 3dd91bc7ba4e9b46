"""When the place and the number of an alarm were told, and when the whole list had been rung in vain."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_INSTANTS = ("place_at", "phone_at", "unanswered_at")


def upgrade() -> None:
    for name in _INSTANTS:
        op.add_column("alarms", sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for name in _INSTANTS:
        op.drop_column("alarms", name)
