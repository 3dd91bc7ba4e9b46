"""Consents, requests about personal data, when a row was forgotten, and alarms found by their number."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

# How a number is written and hashed cannot change without finding nothing any more.
from hotline.database import installed_keyring
from hotline.phone import plain_number

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_FORGETTING = ("messages", "tickets", "alarms")
_alarms = sa.table(
    "alarms", sa.column("id", sa.Uuid()), sa.column("phone", sa.Text()), sa.column("phone_hash", sa.String())
)


def upgrade() -> None:
    for table in _FORGETTING:
        op.add_column(table, _instant("forgotten_at", nullable=True))
    op.add_column("alarms", _hash("phone_hash", nullable=True))
    op.create_index("ix_alarms_phone_hash", "alarms", ["phone_hash"])
    _hash_numbers_of_alarms()
    _create_consents()
    op.create_table(
        "personal_data_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        _instant("at"),
        _text("by"),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_personal_data_requests"),
    )
    op.create_index("ix_personal_data_requests_at", "personal_data_requests", ["at"])


def downgrade() -> None:
    op.drop_table("personal_data_requests")
    op.drop_table("consents")
    op.drop_index("ix_alarms_phone_hash", "alarms")
    op.drop_column("alarms", "phone_hash")
    for table in _FORGETTING:
        op.drop_column(table, "forgotten_at")


def _create_consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("conversation_id"),
        *(sa.Column(name, sa.String(32), nullable=False) for name in ("kind", "decision")),
        sa.Column("version", sa.String(20), nullable=False),
        _text("channel"),
        _instant("at"),
        _text("by"),
        sa.Column("phone", sa.Text(), nullable=True),
        _hash("phone_hash", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index("ix_consents_at", "consents", ["at"])
    op.create_index("ix_consents_phone_hash", "consents", ["phone_hash"])
    op.create_index("ix_consents_conversation_id_kind_at", "consents", ["conversation_id", "kind", "at"])


def _hash_numbers_of_alarms() -> None:
    store = op.get_bind()
    with_number = sa.select(_alarms.c.id, _alarms.c.phone).where(_alarms.c.phone.is_not(None))
    for row in store.execute(with_number).all():
        dialled = plain_number(installed_keyring().decrypt(row.phone))
        if dialled:
            found = installed_keyring().lookup_hash(dialled)
            store.execute(_alarms.update().where(_alarms.c.id == row.id).values(phone_hash=found))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _hash(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
