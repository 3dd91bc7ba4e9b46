"""The promise in full: the patient, delays told, second rounds, merging, and a history that is chained."""

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

# What a hash covers can never change, so these are safe to use in a step of the past.
from hotline.audit import event_hash, instant, private_digest
from hotline.database import installed_keyring

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NEW_ON_TICKETS = (
    "source",
    "assisting",
    "caller_is_patient",
    "relation",
    "patient_name",
    "consent_version",
    "told_due_at",
    "breached_at",
    "handle_due_at",
    "round",
    "reopened_at",
    "seen_seq",
    "escalation",
    "merged_into",
)
_NEW_ON_EVENTS = ("number", "private_salt", "private_digest", "previous", "hash", "seal")
_events = sa.table(
    "ticket_events",
    sa.column("ticket_id", sa.Uuid()),
    sa.column("seq", sa.Integer()),
    sa.column("number", sa.String()),
    sa.column("kind", sa.String()),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("by", sa.String()),
    sa.column("data", sa.JSON()),
    sa.column("private", sa.Text()),
    sa.column("private_salt", sa.Text()),
    sa.column("private_digest", sa.String()),
    sa.column("previous", sa.String()),
    sa.column("hash", sa.String()),
)


def upgrade() -> None:
    _extend_tickets()
    _create_links()
    _create_seals()
    for column in (
        sa.Column("number", sa.String(11), nullable=True),
        sa.Column("private_salt", sa.Text(), nullable=True),
        sa.Column("private_digest", sa.String(64), nullable=True),
        sa.Column("previous", sa.String(64), nullable=True),
        sa.Column("hash", sa.String(64), nullable=True),
        sa.Column("seal", sa.Integer(), nullable=True),
    ):
        op.add_column("ticket_events", column)
    _chain_what_is_there()
    with op.batch_alter_table("ticket_events") as events:
        for name, length in (("number", 11), ("previous", 64), ("hash", 64)):
            events.alter_column(name, existing_type=sa.String(length), nullable=False)
    op.create_index("ix_ticket_events_seal", "ticket_events", ["seal"])


def downgrade() -> None:
    op.drop_table("audit_seals")
    op.drop_table("ticket_links")
    op.drop_index("ix_ticket_events_seal", "ticket_events")
    for name in _NEW_ON_EVENTS:
        op.drop_column("ticket_events", name)
    op.drop_index("ix_tickets_merged_into", "tickets")
    for name in _NEW_ON_TICKETS:
        op.drop_column("tickets", name)


def _extend_tickets() -> None:
    # SQLite cannot rebuild a table others point to, so the defaults of what must not be empty stay.
    for column in (
        sa.Column("source", sa.String(32), nullable=False, server_default="bot"),
        sa.Column("assisting", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("caller_is_patient", sa.Boolean(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("patient_name", sa.Text(), nullable=True),
        sa.Column("consent_version", sa.String(), nullable=True),
        *(_instant(name) for name in ("told_due_at", "breached_at", "handle_due_at")),
        sa.Column("round", sa.Integer(), nullable=False, server_default="1"),
        _instant("reopened_at"),
        sa.Column("seen_seq", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("escalation", sa.String(32), nullable=True),
        sa.Column("merged_into", sa.String(11), nullable=True),
    ):
        op.add_column("tickets", column)
    op.create_index("ix_tickets_merged_into", "tickets", ["merged_into"])


def _create_links() -> None:
    op.create_table(
        "ticket_links",
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.CheckConstraint("first_id < second_id", name="ck_ticket_links_order"),
        sa.ForeignKeyConstraint(["first_id"], ["tickets.id"], name="fk_ticket_links_first_id"),
        sa.ForeignKeyConstraint(["second_id"], ["tickets.id"], name="fk_ticket_links_second_id"),
        sa.PrimaryKeyConstraint("first_id", "second_id", name="pk_ticket_links"),
    )
    op.create_index("ix_ticket_links_second_id", "ticket_links", ["second_id"])


def _create_seals() -> None:
    op.create_table(
        "audit_seals",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(64), nullable=False) for name in ("digest", "previous", "hash")),
        sa.PrimaryKeyConstraint("number", name="pk_audit_seals"),
    )


def _chain_what_is_there() -> None:
    """Ticket by ticket; what number a ticket had before it took this one is told in its own history."""
    store = op.get_bind()
    numbers = dict(store.execute(sa.text("SELECT id, number FROM tickets").columns(id=sa.Uuid())).all())
    for ticket, number in numbers.items():
        of_ticket = sa.select(_events).where(_events.c.ticket_id == ticket).order_by(_events.c.seq)
        rows = store.execute(of_ticket).mappings().all()
        previous = ""
        for row in rows:
            fresh = _chained(row, ticket=ticket, number=number, previous=previous)
            this = (_events.c.ticket_id == ticket) & (_events.c.seq == row["seq"])
            store.execute(_events.update().where(this).values(**fresh))
            previous = fresh["hash"]


def _chained(row: Mapping[Any, Any], *, ticket: UUID, number: str, previous: str) -> dict[str, Any]:
    private = _private(row["private"])
    salt = secrets.token_hex(16) if private else None
    digest = private_digest(private, salt=salt) if private and salt else None
    facts = {
        "ticket": str(ticket),
        "number": number,
        "seq": row["seq"],
        "kind": row["kind"],
        "at": instant(_utc(row["at"])),
        "by": row["by"],
        "data": row["data"],
        "private_digest": digest,
        "previous": previous,
    }
    return {
        "number": number,
        "private_salt": installed_keyring().encrypt(salt) if salt else None,
        "private_digest": digest,
        "previous": previous,
        "hash": event_hash(facts),
    }


def _private(token: str | None) -> dict[str, str] | None:
    if token is None:
        return None
    private: dict[str, str] = json.loads(installed_keyring().decrypt(token))
    return private


def _utc(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _instant(name: str) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)
