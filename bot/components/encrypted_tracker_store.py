"""Rasa's SQL tracker store with what callers said encrypted: nothing readable lies in a shared database."""

import os
from typing import Any

import sqlalchemy as sa
from cryptography.fernet import Fernet, MultiFernet
from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy.orm import declarative_base
from sqlalchemy.types import TypeDecorator


def _ring() -> MultiFernet:
    """The application's own keys, newest first."""
    return MultiFernet([Fernet(key.strip()) for key in os.environ["HOTLINE_DATA_KEY"].split(",")])


class EncryptedText(TypeDecorator):
    """Text that only holders of the key can read."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002
        return None if value is None else _ring().encrypt(value.encode()).decode()

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002
        return None if value is None else _ring().decrypt(value.encode()).decode()


class EncryptedTrackerStore(SQLTrackerStore):
    """The table is Rasa's own but for its last column; Rasa reaches it through these two names."""

    Base = declarative_base()

    class SQLEvent(Base):
        """One event of a conversation; `data` is its JSON."""

        __tablename__ = "rasa_events"

        id = sa.Column(sa.Integer, primary_key=True)
        sender_id = sa.Column(sa.String(255), nullable=False, index=True)
        type_name = sa.Column(sa.String(255), nullable=False)
        timestamp = sa.Column(sa.Float)
        intent_name = sa.Column(sa.String(255))
        action_name = sa.Column(sa.String(255))
        data = sa.Column(EncryptedText)
