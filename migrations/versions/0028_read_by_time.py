"""Answers and live talks are read in the order of time.

Revision ID: 0028
Revises: 0024
"""

from alembic import op

revision = "0028"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_answers_given_told_at", "answers_given", ["told_at"])
    op.create_index("ix_live_talks_asked_at", "live_talks", ["asked_at"])


def downgrade() -> None:
    op.drop_index("ix_live_talks_asked_at", table_name="live_talks")
    op.drop_index("ix_answers_given_told_at", table_name="answers_given")
