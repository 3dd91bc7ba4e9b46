"""What callers are reminded of, and how they want to be."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_reminders()
    op.create_table(
        "reminder_preferences",
        sa.Column("id", sa.Uuid(), nullable=False),
        _text("conversation_id"),
        sa.Column("phone", sa.Text(), nullable=True),
        _hash("phone_hash"),
        _word("means", nullable=True),
        _text("by"),
        _instant("at"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder_preferences"),
    )
    op.create_index(
        "ix_caller_reminders_state_look_at", "caller_reminders", ["state", "look_at"], unique=False
    )
    _index(
        "caller_reminders", "conversation_id", "ticket_number", "phone_hash", "told_in", "call_id", "over_at"
    )
    _index("reminder_preferences", "conversation_id", "phone_hash", "at")


def downgrade() -> None:
    for table in ("reminder_preferences", "caller_reminders"):
        op.drop_table(table)


def _create_reminders() -> None:
    op.create_table(
        "caller_reminders",
        sa.Column("id", sa.Uuid(), nullable=False),
        *(_word(name) for name in ("kind", "state")),
        *(_text(name) for name in ("conversation_id", "matter", "channel")),
        sa.Column("ticket_number", sa.String(11), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        _hash("phone_hash"),
        sa.Column("facts", sa.Text(), nullable=False),
        _text("asked_by"),
        *(_instant(name) for name in ("asked_at", "due_at", "look_at", "good_until")),
        _instant("told_at", nullable=True),
        _text("told_in", nullable=True),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("put_off", "tries")),
        _instant("over_at", nullable=True),
        *(_text(name, nullable=True) for name in ("ended_by", "fault")),
        sa.PrimaryKeyConstraint("id", name="pk_caller_reminders"),
        sa.UniqueConstraint("conversation_id", "matter", name="uq_caller_reminders_conversation_id_matter"),
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _word(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(32), nullable=nullable)


def _hash(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=True)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
