"""Whole-journey sheets that were given: under which code, fitted to what, and what is ticked on them."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_TABLE = "given_sheets"


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("journey", sa.String(), nullable=False),
        sa.Column("journey_version", sa.String(20), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("ticked", sa.Text(), nullable=False),
        sa.Column("ticket_number", sa.String(), nullable=True),
        sa.Column("conversation_id", sa.String(), nullable=True),
        sa.Column("given_by", sa.String(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_given_sheets"),
        sa.UniqueConstraint("code_hash", name="uq_given_sheets_code_hash"),
    )
    for column in ("ticket_number", "conversation_id", "given_at"):
        op.create_index(f"ix_given_sheets_{column}", _TABLE, [column])


def downgrade() -> None:
    op.drop_table(_TABLE)
