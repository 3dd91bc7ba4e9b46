"""What is written to callers on a channel that counts our messages: windows, outbox, turns."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "messaging_windows",
        _text("conversation_id"),
        _word("opening"),
        _instant("opened_at"),
        _instant("closes_at"),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("allowed", "used")),
        sa.PrimaryKeyConstraint("conversation_id", "opening", name="pk_messaging_windows"),
    )
    op.create_table(
        "correspondences",
        _text("conversation_id"),
        *(_instant(name, nullable=True) for name in ("look_at", "held_until")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("turn", "told_seq")),
        _word("nudged", nullable=True),
        sa.Column("most_bytes", sa.Integer(), nullable=True),
        _instant("touched_at"),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_correspondences"),
    )
    _index("correspondences", "held_until", "look_at", "touched_at")
    _create_texts()
    op.create_index("ix_outgoing_texts_conversation_id_state", "outgoing_texts", ["conversation_id", "state"])
    _index("outgoing_texts", "letter_id", "written_at")


def downgrade() -> None:
    for table in ("outgoing_texts", "correspondences", "messaging_windows"):
        op.drop_table(table)


def _create_texts() -> None:
    op.create_table(
        "outgoing_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        *(_text(name) for name in ("conversation_id", "key")),
        _word("purpose"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("promised", sa.Boolean(), nullable=False),
        *(_instant(name) for name in ("written_at", "good_until", "next_attempt_at")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("attempts", "unsure", "said")),
        sa.Column("alone", sa.Boolean(), nullable=False),
        _word("state"),
        *(_word(name, nullable=True) for name in ("way", "fault")),
        _instant("over_at", nullable=True),
        sa.Column("letter_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outgoing_texts"),
        sa.UniqueConstraint("conversation_id", "key", name="uq_outgoing_texts_conversation_id_key"),
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _word(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(32), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
