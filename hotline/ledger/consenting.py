"""What a caller decided about his words is kept with them, and obeyed where they would become rows."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from hotline.consents import ConsentWord, agree_again, has_withdrawn, note_notice, withdraw_consent
from hotline.conversations import Asker, Exchange
from hotline.safety import TriageGrade


def obey_consents(session: Session, exchanges: Sequence[Exchange]) -> list[Exchange]:
    """The exchanges as they may be kept. Decided here, so that a line of the journal is treated alike.

    Routine words of whoever has withdrawn go, and what they told of him; grade, time, entries and departments
    stay. Words of danger are kept: they are the record of what we told somebody to do, and why.
    """
    for exchange in exchanges:
        _decide(session, exchange)
    return [_as_may_be_kept(session, exchange) for exchange in exchanges]


def _decide(session: Session, exchange: Exchange) -> None:
    where = {"conversation_id": exchange.conversation_id, "channel": exchange.channel}
    if exchange.notice:
        note_notice(session, version=exchange.notice, at=exchange.received_at, **where)
    if exchange.consent is ConsentWord.WITHDRAW:
        withdraw_consent(session, at=exchange.received_at, **where)
    elif exchange.consent is ConsentWord.AGREE:
        agree_again(session, at=exchange.received_at, **where)


def _as_may_be_kept(session: Session, exchange: Exchange) -> Exchange:
    if exchange.grade is not TriageGrade.ROUTINE:
        return exchange
    withdrawn = has_withdrawn(session, conversation_id=exchange.conversation_id, by=exchange.received_at)
    if not withdrawn:
        return exchange
    answered = None if exchange.answered is None else ""
    return replace(exchange, said="", answered=answered, asker=Asker())
