"""The weeks of clinics that staff keep, what stands in them, and who changed it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "timetable_weeks",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_timetable_weeks"),
    )
    op.create_table(
        "timetable_sittings",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.String(5), nullable=False),
        sa.Column("ends", sa.String(5), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("where", "department", "doctor")),
        sa.Column("visiting", sa.Boolean(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_timetable_sittings"),
    )
    op.create_index("ix_timetable_sittings_week", "timetable_sittings", ["week"])
    op.create_table(
        "timetable_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_timetable_changes"),
    )
    op.create_index("ix_timetable_changes_at", "timetable_changes", ["at"])
    op.create_index("ix_timetable_changes_week", "timetable_changes", ["week"])


def downgrade() -> None:
    op.drop_table("timetable_changes")
    op.drop_table("timetable_sittings")
    op.drop_table("timetable_weeks")
