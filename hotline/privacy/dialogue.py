"""The bot's working memory, where it shares our database: nothing in it is a record, so it goes early."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Float, Integer, MetaData, String, Table, delete, inspect, select
from sqlalchemy.orm import Session

# Rasa makes and fills this table; ours to see only where one PostgreSQL serves both.
_TURNS = Table(
    "rasa_events",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("sender_id", String),
    Column("timestamp", Float),
)


def drop_old_turns(session: Session, *, before: datetime, at_most: int) -> int:
    return _drop(session, _TURNS.c.timestamp < before.timestamp(), at_most=at_most)


def drop_turns_of(session: Session, *, conversations: Collection[str], at_most: int = 1_000_000) -> int:
    return _drop(session, _TURNS.c.sender_id.in_(conversations), at_most=at_most)


def _drop(session: Session, where: ColumnElement[bool], *, at_most: int) -> int:
    if not inspect(session.connection()).has_table(_TURNS.name):
        return 0
    picked = select(_TURNS.c.id).where(where).limit(at_most).with_for_update(skip_locked=True)
    found = session.scalars(picked).all()
    if found:
        session.execute(delete(_TURNS).where(_TURNS.c.id.in_(found)))
    return len(found)
