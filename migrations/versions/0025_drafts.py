"""What the hospital writes for the knowledge base, who approved which words of it, and every deed."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("kept_state", sa.String(32), nullable=False),
        sa.Column("kept_words", sa.JSON(), nullable=False),
        sa.Column("words_hash", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hands", sa.JSON(), nullable=False),
        sa.Column("gap", sa.String(), nullable=True),
        sa.Column("ticket_number", sa.String(), nullable=True),
        sa.Column("trial", sa.JSON(), nullable=True),
        sa.Column("submitted_by", sa.String(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("told_hash", sa.String(64), nullable=True),
        sa.Column("told_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    for column in ("kept_state", "written_by", "changed_at", "ticket_number", "told_until"):
        op.create_index(f"ix_drafts_{column}", "drafts", [column])
    _create_events()
    _create_approvals()


def _create_events() -> None:
    op.create_table(
        "draft_events",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("words_hash", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("draft_id", "seq", name="pk_draft_events"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_draft_events_draft_id_drafts"),
    )


def _create_approvals() -> None:
    op.create_table(
        "draft_approvals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("kept_words", sa.JSON(), nullable=False),
        sa.Column("words_hash", sa.String(64), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("approved_name", sa.String(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_draft_approvals"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_draft_approvals_draft_id_drafts"),
    )
    op.create_index("ix_draft_approvals_draft_id", "draft_approvals", ["draft_id"])
    op.create_index("ix_draft_approvals_expires_on", "draft_approvals", ["expires_on"])


def downgrade() -> None:
    op.drop_table("draft_approvals")
    op.drop_table("draft_events")
    op.drop_table("drafts")
