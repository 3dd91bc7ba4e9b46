"""Exchanges become rows; one that is kept already is left as it is."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from hotline.conversations.answer_given import AnswerGiven
from hotline.conversations.exchange import Exchange
from hotline.conversations.message import Direction, Message
from hotline.database import Base, insert_into


def record_exchanges(session: Session, exchanges: Sequence[Exchange]) -> None:
    """Two messages an exchange, one where nothing was answered, and the entries told; a duplicate is a no-op.

    A message answered anew after a restart keeps its first words, and the entries of both answers:
    the caller heard both.
    """
    _keep(session, Message, [row for exchange in exchanges for row in _messages(exchange)])
    _keep(session, AnswerGiven, [row for exchange in exchanges for row in _answers(exchange)])


def _keep(session: Session, kind: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    statement = insert_into(session, kind.__table__).on_conflict_do_nothing()  # type: ignore[arg-type]
    session.connection().execute(statement, list(rows))


def _messages(exchange: Exchange) -> tuple[dict[str, Any], ...]:
    shared = {
        "conversation_id": exchange.conversation_id,
        "message_id": exchange.message_id,
        "channel": exchange.channel,
        "at": exchange.received_at,
        "grade": exchange.grade,
        "rules": list(exchange.rules),
        "rules_version": exchange.rules_version,
    }
    unanswered: dict[str, Any] = {"answered_by": None, "timings": {}}
    answer: dict[str, Any] = {"answered_by": exchange.answered_by, "timings": dict(exchange.timings)}
    answer |= dict.fromkeys(_known(exchange))
    said = shared | unanswered | _known(exchange) | {"direction": Direction.IN, "text": exchange.said}
    if exchange.answered is None:
        return (said,)
    answered = shared | answer | {"direction": Direction.OUT, "text": exchange.answered}
    return said, answered


def _known(exchange: Exchange) -> dict[str, Any]:
    return {
        "missed": exchange.missed,
        "guided_to": list(exchange.guided_to) or None,
        "age_band": exchange.asker.age_band,
        "for_other": exchange.asker.for_other,
        "township": exchange.asker.township,
    }


def _answers(exchange: Exchange) -> Iterator[dict[str, Any]]:
    for told in exchange.told:
        yield {
            "conversation_id": exchange.conversation_id,
            "message_id": exchange.message_id,
            "entry_id": told.entry,
            "entry_version": told.version,
            "told_at": exchange.received_at,
        }
