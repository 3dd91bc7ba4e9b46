"""What a provider lends us to speak with it, and whose turn it is to ask for the next."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_tokens",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("token", sa.Text(), nullable=True),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=True)
            for name in ("expires_at", "asked_at", "forced_at", "asking_until")
        ),
        sa.PrimaryKeyConstraint("account", name="pk_access_tokens"),
    )


def downgrade() -> None:
    op.drop_table("access_tokens")
