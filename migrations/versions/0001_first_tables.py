"""Staff and their sign-ins, tickets and their events, and what was said."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_INDEXED = {
    "messages": [["at"], ["conversation_id", "at"], ["entry_id", "at"]],
    "sign_in_sessions": [["username"]],
    "tickets": [
        ["assignee"],
        ["conversation_id"],
        ["opened_at"],
        ["phone_hash"],
        ["progress_code"],
        ["state", "feedback_due_at"],
    ],
    "ticket_events": [["at"]],
}


def upgrade() -> None:
    _create_messages()
    _create_staff()
    _create_tickets()
    _create_ticket_events()
    for table, indexes in _INDEXED.items():
        for columns in indexes:
            op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)


def downgrade() -> None:
    for table in (
        "ticket_events",
        "tickets",
        "sign_in_sessions",
        "sign_in_attempts",
        "staff_members",
        "messages",
    ):
        op.drop_table(table)


def _create_messages() -> None:
    key = ("conversation_id", "message_id", "direction")
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("conversation_id"),
        _text("message_id"),
        _word("direction"),
        _text("channel"),
        _instant("at"),
        _private("text"),
        _word("grade"),
        sa.Column("rules", sa.JSON(), nullable=False),
        _text("rules_version"),
        _text("answered_by", nullable=True),
        _text("entry_id", nullable=True),
        _text("entry_version", nullable=True),
        sa.Column("timings", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint(*key, name="uq_messages_conversation_id_message_id_direction"),
    )


def _create_staff() -> None:
    op.create_table(
        "staff_members",
        _text("username"),
        _text("display_name"),
        _word("role"),
        _text("department", nullable=True),
        _text("password_hash"),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        _instant("created_at"),
        sa.PrimaryKeyConstraint("username", name="pk_staff_members"),
    )
    op.create_table(
        "sign_in_attempts",
        _hash("name_hash"),
        sa.Column("failures", sa.Integer(), nullable=False),
        _instant("last_at"),
        sa.PrimaryKeyConstraint("name_hash", name="pk_sign_in_attempts"),
    )
    op.create_table(
        "sign_in_sessions",
        _hash("token_hash"),
        _text("username"),
        _instant("created_at"),
        _instant("expires_at"),
        _staff_key("sign_in_sessions", "username"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sign_in_sessions"),
    )


def _create_tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(11), nullable=False),
        sa.Column("progress_code", sa.String(6), nullable=False),
        *(_word(name) for name in ("kind", "state", "grade")),
        *(_text(name) for name in ("channel", "conversation_id")),
        _private("summary"),
        *(_text(name, nullable=True) for name in ("topic", "department")),
        _private("phone", nullable=True),
        _hash("phone_hash", nullable=True),
        _private("caller_name", nullable=True),
        _private("details"),
        _text("duty_nurse", nullable=True),
        sa.Column("rules", sa.JSON(), nullable=False),
        *(_instant(name) for name in ("opened_at", "due_soon_at", "feedback_due_at")),
        *(_instant(name, nullable=True) for name in ("fed_back_at", "resolved_at", "closed_at")),
        _word("outcome", nullable=True),
        *(_text(name, nullable=True) for name in ("first_contact", "assignee", "handover_to")),
        sa.Column("returns", sa.Integer(), nullable=False),
        *(_staff_key("tickets", name) for name in ("first_contact", "assignee", "handover_to")),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
        sa.UniqueConstraint("number", name="uq_tickets_number"),
    )


def _create_ticket_events() -> None:
    op.create_table(
        "ticket_events",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        _word("kind"),
        _instant("at"),
        _text("by"),
        sa.Column("data", sa.JSON(), nullable=False),
        _private("private", nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ticket_events_ticket_id"),
        sa.PrimaryKeyConstraint("ticket_id", "seq", name="pk_ticket_events"),
    )


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _word(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(32), nullable=nullable)


def _hash(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=nullable)


def _private(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _staff_key(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["staff_members.username"], name=f"fk_{table}_{column}")
