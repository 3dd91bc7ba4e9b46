"""Gaps that need no entry, with who said so and why."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gaps_set_aside",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("known_as", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gaps_set_aside"),
    )
    op.create_index("ix_gaps_set_aside_set_at", "gaps_set_aside", ["set_at"])


def downgrade() -> None:
    op.drop_table("gaps_set_aside")
