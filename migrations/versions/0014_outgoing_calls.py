"""Calls we owe people, those who do not want any, and what callers left by voice."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_calls()
    op.create_index("ix_outgoing_calls_state_look_at", "outgoing_calls", ["state", "look_at"])
    _index("outgoing_calls", "number_hash", "over_at", "ticket_id")
    _create_attempts()
    _index("outgoing_call_attempts", "provider_call")
    op.create_table(
        "refused_numbers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        _hash("number_hash"),
        _instant("refused_at"),
        _text("by"),
        sa.PrimaryKeyConstraint("id", name="pk_refused_numbers"),
    )
    _index("refused_numbers", "number_hash")
    _create_recordings()
    _index("recordings", "conversation_id", "look_at", "made_at", "ticket_id")


def downgrade() -> None:
    for table in ("recordings", "refused_numbers", "outgoing_call_attempts", "outgoing_calls"):
        op.drop_table(table)


def _create_calls() -> None:
    op.create_table(
        "outgoing_calls",
        sa.Column("id", sa.Uuid(), nullable=False),
        _word("errand"),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        _hash("number_hash", nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        _text("asked_by"),
        *(_instant(name) for name in ("asked_at", "not_before", "not_after")),
        _word("state"),
        *(_instant(name, nullable=True) for name in ("look_at", "over_at")),
        _word("gave_up", nullable=True),
        _text("ended_by", nullable=True),
        _instant("forgotten_at", nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_outgoing_calls_ticket_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outgoing_calls"),
    )


def _create_attempts() -> None:
    op.create_table(
        "outgoing_call_attempts",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        _instant("began_at"),
        _instant("ended_at", nullable=True),
        _word("outcome", nullable=True),
        *(_text(name, nullable=True) for name in ("provider_call", "fault")),
        sa.ForeignKeyConstraint(["call_id"], ["outgoing_calls.id"], name="fk_outgoing_call_attempts_call_id"),
        sa.PrimaryKeyConstraint("call_id", "seq", name="pk_outgoing_call_attempts"),
    )


def _create_recordings() -> None:
    op.create_table(
        "recordings",
        sa.Column("id", sa.Uuid(), nullable=False),
        *(_text(name) for name in ("name", "call", "conversation_id")),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        _instant("made_at"),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("transcript", sa.Text(), nullable=True),
        _instant("delete_at"),
        *(_instant(name, nullable=True) for name in ("look_at", "deleted_at")),
        sa.Column("tries", sa.Integer(), nullable=False),
        _text("fault", nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_recordings_ticket_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recordings"),
        sa.UniqueConstraint("name", name="uq_recordings_name"),
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _word(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(32), nullable=nullable)


def _hash(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
