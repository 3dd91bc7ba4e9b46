"""Who somebody is on a channel, and the codes by which he binds his number."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_identities()
    _create_codes()
    for table, columns in (
        ("channel_identities", ("phone_hash", "last_seen_at")),
        ("binding_codes", ("identity_id", "phone_hash", "asked_at")),
    ):
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    op.drop_table("binding_codes")
    op.drop_table("channel_identities")


def _create_identities() -> None:
    op.create_table(
        "channel_identities",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("following", sa.Boolean(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("phone_hash", sa.String(64), nullable=True),
        *(_instant(name, nullable=True) for name in ("bound_at", "number_awaited_until")),
        *(_instant(name) for name in ("first_seen_at", "last_seen_at")),
        sa.PrimaryKeyConstraint("id", name="pk_channel_identities"),
        sa.UniqueConstraint("channel", "address_hash", name="uq_channel_identities_channel_address_hash"),
        sa.UniqueConstraint("conversation_id", name="uq_channel_identities_conversation_id"),
    )


def _create_codes() -> None:
    op.create_table(
        "binding_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("identity_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("phone_hash", sa.String(64), nullable=False),
        *(_instant(name) for name in ("asked_at", "good_until")),
        sa.Column("tries", sa.Integer(), nullable=False),
        _instant("spent_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["identity_id"],
            ["channel_identities.id"],
            name="fk_binding_codes_identity_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_binding_codes"),
    )


def _instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
