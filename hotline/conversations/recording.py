"""Exchanges become rows; one that is kept already is left as it is."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from hotline.conversations.exchange import Exchange
from hotline.conversations.message import Direction, Message


def record_exchanges(session: Session, exchanges: Sequence[Exchange]) -> None:
    """Two rows an exchange, all in one statement; recording a duplicate is a no-op."""
    if not exchanges:
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(Message.__table__).on_conflict_do_nothing()  # type: ignore[arg-type]
    session.connection().execute(statement, [row for exchange in exchanges for row in _rows(exchange)])


def _rows(exchange: Exchange) -> tuple[dict[str, Any], dict[str, Any]]:
    shared = {
        "conversation_id": exchange.conversation_id,
        "message_id": exchange.message_id,
        "channel": exchange.channel,
        "at": exchange.received_at,
        "grade": exchange.grade,
        "rules": list(exchange.rules),
        "rules_version": exchange.rules_version,
    }
    unanswered: dict[str, Any] = {"answered_by": None, "entry_id": None, "entry_version": None, "timings": {}}
    answer = {
        "answered_by": exchange.answered_by,
        "entry_id": exchange.entry_id,
        "entry_version": exchange.entry_version,
        "timings": dict(exchange.timings),
    }
    said = shared | unanswered | {"direction": Direction.IN, "text": exchange.said}
    answered = shared | answer | {"direction": Direction.OUT, "text": exchange.answered}
    return said, answered
