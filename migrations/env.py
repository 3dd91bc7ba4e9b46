"""What Alembic runs: the hotline's tables against the database it was handed."""

from logging.config import fileConfig
from pathlib import Path
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, engine_from_config, text
from sqlalchemy.types import TypeDecorator

import hotline.access_tokens
import hotline.calendar_days
import hotline.calls
import hotline.consents
import hotline.conversations
import hotline.drafts
import hotline.follow_up
import hotline.green_channel
import hotline.handoff
import hotline.identity
import hotline.messaging
import hotline.notifications
import hotline.offered_choices
import hotline.outgoing_calls
import hotline.privacy
import hotline.recordings
import hotline.staff.attempts
import hotline.tickets
import hotline.timetable  # noqa: F401 - importing the tables registers them
from hotline.database import Base


def render_plain(kind: str, obj: Any, _context: AutogenContext) -> str | Literal[False]:
    """Steps name the database's types, so that an old step still runs when ours have changed."""
    return f"sa.{obj.impl!r}" if kind == "type" and isinstance(obj, TypeDecorator) else False


def run(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Replicas start together: one migrates, the others wait and find nothing to do.
        connection.execute(text("SELECT pg_advisory_xact_lock(4009188120)"))
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_plain,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    settings = Path(str(context.config.config_file_name))
    fileConfig(settings, disable_existing_loggers=False)
    engine = engine_from_config(context.config.get_section(context.config.config_ini_section, {}))
    with engine.begin() as own_connection:
        run(own_connection)
