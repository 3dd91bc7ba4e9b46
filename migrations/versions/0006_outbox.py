"""The outbox: letters to staff and callers, and where staff are reached."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STAFF = "staff_members.username"


def upgrade() -> None:
    _create_letters()
    for name in ("address_hash", "conversation_id", "ticket_number", "written_at"):
        op.create_index(f"ix_letters_{name}", "letters", [name])
    op.create_index("ix_letters_state_next_attempt_at", "letters", ["state", "next_attempt_at"])
    op.create_index("ix_letters_to_staff_means_read_at", "letters", ["to_staff", "means", "read_at"])
    _create_reaches()
    _create_subscriptions()
    for name in ("endpoint_hash", "username"):
        op.create_index(f"ix_push_subscriptions_{name}", "push_subscriptions", [name])


def downgrade() -> None:
    for table in ("push_subscriptions", "staff_reaches", "letters"):
        op.drop_table(table)


def _create_letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", sa.Uuid(), nullable=False),
        *(_word(name) for name in ("kind", "means")),
        sa.Column("ticket_number", sa.String(11), nullable=False),
        *(_text(name, nullable=True) for name in ("to_staff", "conversation_id")),
        _private("address", nullable=True),
        sa.Column("address_hash", sa.String(64), nullable=True),
        sa.Column("subscription_id", sa.Uuid(), nullable=True),
        _private("facts"),
        _word("state"),
        _instant("written_at"),
        _instant("next_attempt_at", nullable=True),
        _instant("good_until"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("jitter", sa.Float(), nullable=False),
        _word("fault", nullable=True),
        _text("fault_detail", nullable=True),
        *(_instant(name, nullable=True) for name in ("sent_at", "given_up_at")),
        _text("given_up_by", nullable=True),
        _instant("read_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
    )


def _create_reaches() -> None:
    op.create_table(
        "staff_reaches",
        _text("username"),
        *(_private(name, nullable=True) for name in ("phone", "email")),
        sa.ForeignKeyConstraint(["username"], [_STAFF], name="fk_staff_reaches_username"),
        sa.PrimaryKeyConstraint("username", name="pk_staff_reaches"),
    )


def _create_subscriptions() -> None:
    op.create_table(
        "push_subscriptions",
        sa.Column("id", sa.Uuid(), nullable=False),
        _text("username"),
        _private("endpoint"),
        sa.Column("endpoint_hash", sa.String(64), nullable=False),
        *(_private(name) for name in ("p256dh", "auth")),
        _text("name"),
        _instant("created_at"),
        sa.ForeignKeyConstraint(["username"], [_STAFF], name="fk_push_subscriptions_username"),
        sa.PrimaryKeyConstraint("id", name="pk_push_subscriptions"),
    )


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _word(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(32), nullable=nullable)


def _private(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
