"""Telephone calls, and how a number wants to be spoken to."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "caller_profiles",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("phone_hash", sa.String(64), nullable=False),
        sa.Column("switch", sa.String(32), nullable=True),
        *(_count(name) for name in ("calls", "repeats", "timeouts", "unclear")),
        _instant("last_call_at"),
        sa.PrimaryKeyConstraint("id", name="pk_caller_profiles"),
        sa.UniqueConstraint("phone_hash", name="uq_caller_profiles_phone_hash"),
    )
    op.create_table(
        "phone_calls",
        sa.Column("id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("conversation_id", "call", "direction")),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("phone_hash", sa.String(64), nullable=True),
        _instant("began_at"),
        _instant("ended_at"),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.Column("ticket_number", sa.String(11), nullable=True),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("reached_person", "emergency")),
        *(_count(name) for name in ("repeats", "timeouts", "unclear")),
        _instant("forgotten_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_phone_calls"),
        sa.UniqueConstraint("conversation_id", name="uq_phone_calls_conversation_id"),
        sa.UniqueConstraint("call", name="uq_phone_calls_call"),
    )
    for column in ("phone_hash", "began_at", "ticket_number"):
        op.create_index(f"ix_phone_calls_{column}", "phone_calls", [column])


def downgrade() -> None:
    op.drop_table("phone_calls")
    op.drop_table("caller_profiles")


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
