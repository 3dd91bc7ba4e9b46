"""The measures taken for what people asked, every deed on them, and the weeks they are judged by."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "measures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("title", "for_whom", "owner", "note")),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("need_id", "need_name")),
        sa.Column("picked_week", sa.String(8), nullable=True),
        sa.Column("keys", sa.JSON(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_measures"),
    )
    op.create_index("ix_measures_state", "measures", ["state"])
    _belongings()


def _belongings() -> None:
    op.create_table(
        "measure_deeds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("work", sa.String(32), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["measure_id"], ["measures.id"], name="fk_measure_deeds_measure_id_measures"),
        sa.PrimaryKeyConstraint("id", name="pk_measure_deeds"),
    )
    op.create_index(
        "ix_measure_deeds_measure_id_number", "measure_deeds", ["measure_id", "number"], unique=True
    )
    op.create_table(
        "measure_weeks",
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("contacts", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["measure_id"], ["measures.id"], name="fk_measure_weeks_measure_id_measures"),
        sa.PrimaryKeyConstraint("measure_id", "week", name="pk_measure_weeks"),
    )


def downgrade() -> None:
    op.drop_table("measure_weeks")
    op.drop_table("measure_deeds")
    op.drop_table("measures")
