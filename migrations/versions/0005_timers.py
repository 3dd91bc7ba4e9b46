"""Timers: what is due on a ticket."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "timers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        _word("kind"),
        sa.Column("occasion", sa.String(), nullable=False),
        *(_instant(name) for name in ("due_at", "look_at")),
        _word("state"),
        _instant("done_at", nullable=True),
        _word("outcome", nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("fault", "staff")),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_timers_ticket_id"),
        sa.ForeignKeyConstraint(["staff"], ["staff_members.username"], name="fk_timers_staff"),
        sa.PrimaryKeyConstraint("id", name="pk_timers"),
        sa.UniqueConstraint("ticket_id", "kind", "occasion", name="uq_timers_ticket_id_kind_occasion"),
    )
    op.create_index("ix_timers_state_look_at", "timers", ["state", "look_at"])
    op.create_index("ix_timers_staff", "timers", ["staff"])


def downgrade() -> None:
    op.drop_table("timers")


def _word(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(32), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
