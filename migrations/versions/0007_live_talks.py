"""Live talks: who waits for a nurse, who is at the desk, and a number on every line said in a talk."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_NUMBERED = "ix_messages_conversation_id_seq"


def upgrade() -> None:
    _create_live_talks()
    op.create_table(
        "desk_presences",
        _text("username"),
        _instant("seen_at"),
        sa.ForeignKeyConstraint(["username"], ["staff_members.username"], name="fk_desk_presences_username"),
        sa.PrimaryKeyConstraint("username", name="pk_desk_presences"),
    )
    op.add_column("messages", sa.Column("seq", sa.Integer(), nullable=True))
    op.add_column("messages", sa.Column("spoken_by", sa.String(), nullable=True))
    op.create_index(_NUMBERED, "messages", ["conversation_id", "seq"], unique=True)


def downgrade() -> None:
    op.drop_index(_NUMBERED, "messages")
    with op.batch_alter_table("messages") as messages:
        messages.drop_column("spoken_by")
        messages.drop_column("seq")
    op.drop_table("desk_presences")
    op.drop_table("live_talks")


def _create_live_talks() -> None:
    op.create_table(
        "live_talks",
        sa.Column("id", sa.Uuid(), nullable=False),
        _text("conversation_id"),
        _text("open_conversation", nullable=True),
        _text("channel"),
        sa.Column("ticket_number", sa.String(11), nullable=False),
        _word("reason"),
        sa.Column("summary", sa.Text(), nullable=False),
        _word("state"),
        *(_instant(name) for name in ("asked_at", "waits_since")),
        _text("taken_by", nullable=True),
        *(_instant(name, nullable=True) for name in ("taken_at", "nurse_seen_at")),
        sa.Column("vanished", sa.Integer(), nullable=False),
        _instant("over_at", nullable=True),
        _word("outcome", nullable=True),
        sa.ForeignKeyConstraint(["taken_by"], ["staff_members.username"], name="fk_live_talks_taken_by"),
        sa.PrimaryKeyConstraint("id", name="pk_live_talks"),
        sa.UniqueConstraint("open_conversation", name="uq_live_talks_open_conversation"),
    )
    op.create_index("ix_live_talks_conversation_id", "live_talks", ["conversation_id"])
    op.create_index("ix_live_talks_state_asked_at", "live_talks", ["state", "asked_at"])


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _word(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(32), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
