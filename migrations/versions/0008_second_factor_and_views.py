"""Signing in with a second factor, sign-ins that rest, and who looked at whose details."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Everybody signs in once more: a sign-in of before has none of what is asked of it now.
    op.drop_table("sign_in_sessions")
    _create_sign_ins(
        _instant("used_at"),
        _instant("rests_at", nullable=True),
        sa.Column("awaits_code", sa.Boolean(), nullable=False),
        sa.Column("browser", sa.String(40), nullable=False),
    )
    _create_second_factors()
    _create_detail_views()


def downgrade() -> None:
    for table in ("detail_views", "recovery_codes", "second_factors", "sign_in_sessions"):
        op.drop_table(table)
    _create_sign_ins()


def _create_sign_ins(*more: sa.Column[object]) -> None:
    op.create_table(
        "sign_in_sessions",
        _hash("token_hash"),
        _text("username"),
        _instant("created_at"),
        _instant("expires_at"),
        *more,
        _staff_key("sign_in_sessions"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sign_in_sessions"),
    )
    op.create_index("ix_sign_in_sessions_username", "sign_in_sessions", ["username"])


def _create_second_factors() -> None:
    op.create_table(
        "second_factors",
        _text("username"),
        sa.Column("secret", sa.Text(), nullable=False),
        _instant("confirmed_at", nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        _staff_key("second_factors"),
        sa.PrimaryKeyConstraint("username", name="pk_second_factors"),
    )
    op.create_table(
        "recovery_codes",
        _hash("code_hash"),
        _text("username"),
        _instant("used_at", nullable=True),
        _staff_key("recovery_codes"),
        sa.PrimaryKeyConstraint("code_hash", name="pk_recovery_codes"),
    )
    op.create_index("ix_recovery_codes_username", "recovery_codes", ["username"])


def _create_detail_views() -> None:
    op.create_table(
        "detail_views",
        sa.Column("id", sa.Uuid(), nullable=False),
        _text("by"),
        *(sa.Column(name, sa.String(32), nullable=False) for name in ("what", "deed")),
        sa.Column("number", sa.String(64), nullable=False),
        _instant("at"),
        _hash("address_hash"),
        sa.PrimaryKeyConstraint("id", name="pk_detail_views"),
    )
    for name in ("by", "number", "at"):
        op.create_index(f"ix_detail_views_{name}", "detail_views", [name])


def _staff_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["username"], ["staff_members.username"], name=f"fk_{table}_username")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _hash(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=False)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
