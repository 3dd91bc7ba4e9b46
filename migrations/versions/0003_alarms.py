"""The green channel: alarms and what happened to each."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_alarms()
    _create_alarm_events()
    for name in ("conversation_id", "raised_at", "ticket_id", "ticket_number"):
        op.create_index(f"ix_alarms_{name}", "alarms", [name])
    op.create_index("ix_alarms_state_next_ring_at", "alarms", ["state", "next_ring_at"])
    op.create_index("ix_alarm_events_at", "alarm_events", ["at"])


def downgrade() -> None:
    op.drop_table("alarm_events")
    op.drop_table("alarms")


def _create_alarms() -> None:
    op.create_table(
        "alarms",
        sa.Column("id", sa.Uuid(), nullable=False),
        *(_text(name) for name in ("conversation_id", "channel", "kind")),
        *(_private(name) for name in ("title", "said", "advised")),
        _text("raised_by"),
        _instant("raised_at"),
        sa.Column("rules", sa.JSON(), nullable=False),
        _text("rules_version"),
        *(_private(name, nullable=True) for name in ("caller_name", "place", "phone")),
        _private("details"),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("ticket_number", sa.String(11), nullable=True),
        _word("state"),
        sa.Column("rung", sa.Integer(), nullable=False),
        _text("rung_name", nullable=True),
        *(_instant(name, nullable=True) for name in ("rung_at", "next_ring_at", "acknowledged_at")),
        _text("acknowledged_by", nullable=True),
        _word("acknowledged_how", nullable=True),
        _instant("arrived_at", nullable=True),
        _text("arrived_by", nullable=True),
        _instant("called_off_at", nullable=True),
        _text("called_off_by", nullable=True),
        _private("reason", nullable=True),
        _instant("closed_at", nullable=True),
        _text("closed_by", nullable=True),
        _word("outcome", nullable=True),
        _private("note", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_alarms"),
    )


def _create_alarm_events() -> None:
    op.create_table(
        "alarm_events",
        sa.Column("alarm_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deed", sa.Uuid(), nullable=False),
        _word("kind"),
        _instant("at"),
        _text("by"),
        sa.Column("data", sa.JSON(), nullable=False),
        _private("private", nullable=True),
        sa.ForeignKeyConstraint(["alarm_id"], ["alarms.id"], name="fk_alarm_events_alarm_id"),
        sa.PrimaryKeyConstraint("alarm_id", "seq", name="pk_alarm_events"),
        sa.UniqueConstraint("deed", name="uq_alarm_events_deed"),
    )


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _word(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(32), nullable=nullable)


def _private(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
