"""What the doors get back: plain facts, free of the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hotline.conversations import Direction, Message
from hotline.safety import TriageGrade
from hotline.tickets import Opening, TicketRequest


@dataclass(frozen=True, kw_only=True)
class TicketReceipt:
    """What the caller may be told at once; `journalled` where the database was away."""

    id: UUID
    number: str
    progress_code: str
    feedback_due_at: datetime
    duty_nurse: str | None
    journalled: bool


@dataclass(frozen=True, kw_only=True)
class SaidLine:
    """One message of a conversation; `nurse` is the name of who wrote it, `seq` its number in a talk."""

    message_id: str
    at: datetime
    direction: Direction
    text: str
    grade: TriageGrade
    answered_by: str | None
    nurse: str | None = None
    seq: int | None = None


def receipt_for(opening: Opening, *, request: TicketRequest, journalled: bool) -> TicketReceipt:
    return TicketReceipt(
        id=opening.id,
        number=opening.number,
        progress_code=opening.progress_code,
        feedback_due_at=opening.feedback_due_at,
        duty_nurse=request.duty_nurse,
        journalled=journalled,
    )


def said_line(message: Message, *, names: Mapping[str, str]) -> SaidLine:
    return SaidLine(
        message_id=message.message_id,
        at=message.at,
        direction=message.direction,
        text=message.text,
        grade=message.grade,
        answered_by=message.answered_by,
        nurse=names.get(message.spoken_by) if message.spoken_by else None,
        seq=message.seq,
    )
