"""What the numbers under a conversation's last reply stand for."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offered_choices",
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_offered_choices"),
    )
    op.create_index("ix_offered_choices_offered_at", "offered_choices", ["offered_at"])


def downgrade() -> None:
    op.drop_table("offered_choices")
