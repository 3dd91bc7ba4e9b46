"""Answers and live talks are read in the order of time, and recalled answers found by their ticket."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_RECALLED = sa.text("recalled_by IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_answers_given_told_at", "answers_given", ["told_at"])
    op.create_index("ix_live_talks_asked_at", "live_talks", ["asked_at"])
    op.create_index(
        "ix_answers_given_recalled_by",
        "answers_given",
        ["recalled_by"],
        sqlite_where=_RECALLED,
        postgresql_where=_RECALLED,
    )


def downgrade() -> None:
    op.drop_index("ix_answers_given_recalled_by", table_name="answers_given")
    op.drop_index("ix_live_talks_asked_at", table_name="live_talks")
    op.drop_index("ix_answers_given_told_at", table_name="answers_given")
