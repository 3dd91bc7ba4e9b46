"""An insert that may find its row there already, as the session's own database says it."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from hotline.database.base import Base


def insert_into(session: Session, table: type[Base] | Table) -> postgresql.Insert | sqlite.Insert:
    """Follow with what to do in a conflict; it waits for whoever inserts the same just now."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(table) if is_postgresql else sqlite.insert(table)
