"""Appointments: one to a booking ticket, and the places they hold."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_TIMES = ("confirmed_at", "change_asked_at", "cancelled_at", "kept_at", "missed_at", "follow_up_at")


def upgrade() -> None:
    _create_appointments()
    op.create_table(
        "booking_holds",
        sa.Column("sitting_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        _instant("held_at"),
        sa.ForeignKeyConstraint(["ticket_id"], ["appointments.ticket_id"], name="fk_booking_holds_ticket_id"),
        sa.PrimaryKeyConstraint("sitting_id", "place", name="pk_booking_holds"),
        sa.UniqueConstraint("ticket_id", name="uq_booking_holds_ticket_id"),
    )

    _create_orders()


def downgrade() -> None:
    op.drop_table("booking_orders")
    op.drop_table("booking_holds")
    op.drop_table("appointments")


def _create_orders() -> None:
    op.create_table(
        "booking_orders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("sitting_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        *(_instant(name) for name in ("asked_at", "look_at")),
        sa.Column("tries", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("reference", "fault")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["appointments.ticket_id"], name="fk_booking_orders_ticket_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_booking_orders"),
        sa.UniqueConstraint("ticket_id", "sitting_id", name="uq_booking_orders_ticket_id_sitting_id"),
    )
    op.create_index("ix_booking_orders_state_look_at", "booking_orders", ["state", "look_at"])


def _create_appointments() -> None:
    op.create_table(
        "appointments",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("for_whom", "relation", "patient_name")),
        sa.Column("wish", sa.Text(), nullable=True),
        sa.Column("help_needed", sa.JSON(), nullable=False),
        sa.Column("has_priority", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("department", "doctor", "where")),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("starts", sa.String(5), nullable=True),
        sa.Column("sitting_id", sa.String(), nullable=True),
        _instant("asked_at"),
        *(_instant(name, nullable=True) for name in _TIMES),
        sa.Column("cancelled_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_appointments_ticket_id"),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_appointments"),
    )
    op.create_index("ix_appointments_on_state", "appointments", ["on", "state"])
    for column in ("follow_up_at", "sitting_id"):
        op.create_index(f"ix_appointments_{column}", "appointments", [column])


def _instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
