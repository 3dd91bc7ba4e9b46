"""Every entry told has a row of its own: one answer may be made of several."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answers_given",
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("conversation_id", "message_id", "entry_id", "entry_version")
        ),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recalled_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["recalled_by"], ["tickets.id"], name="fk_answers_given_recalled_by"),
        sa.PrimaryKeyConstraint("id", name="pk_answers_given"),
        sa.UniqueConstraint(
            "conversation_id", "message_id", "entry_id", "entry_version", name="uq_answers_given_once"
        ),
    )
    op.create_index("ix_answers_given_entry_id_told_at", "answers_given", ["entry_id", "told_at"])
    op.execute(
        "INSERT INTO answers_given (conversation_id, message_id, entry_id, entry_version, told_at) "
        "SELECT conversation_id, message_id, entry_id, COALESCE(entry_version, ''), at "
        "FROM messages WHERE entry_id IS NOT NULL ORDER BY id"
    )
    op.drop_index("ix_messages_entry_id_at", "messages")
    op.drop_column("messages", "entry_id")
    op.drop_column("messages", "entry_version")


def downgrade() -> None:
    op.add_column("messages", sa.Column("entry_id", sa.String(), nullable=True))
    op.add_column("messages", sa.Column("entry_version", sa.String(), nullable=True))
    op.execute(
        "UPDATE messages SET (entry_id, entry_version) = (SELECT entry_id, entry_version FROM answers_given "
        "WHERE answers_given.conversation_id = messages.conversation_id "
        "AND answers_given.message_id = messages.message_id ORDER BY answers_given.id LIMIT 1) "
        "WHERE direction = 'out'"
    )
    op.create_index("ix_messages_entry_id_at", "messages", ["entry_id", "at"])
    op.drop_table("answers_given")
