"""What the doors get back: plain facts, free of the store."""

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
    """One message of a conversation."""

    message_id: str
    at: datetime
    direction: Direction
    text: str
    grade: TriageGrade
    answered_by: str | None


def receipt_for(opening: Opening, *, request: TicketRequest, journalled: bool) -> TicketReceipt:
    return TicketReceipt(
        id=opening.id,
        number=opening.number,
        progress_code=opening.progress_code,
        feedback_due_at=opening.feedback_due_at,
        duty_nurse=request.duty_nurse,
        journalled=journalled,
    )


def said_line(message: Message) -> SaidLine:
    return SaidLine(
        message_id=message.message_id,
        at=message.at,
        direction=message.direction,
        text=message.text,
        grade=message.grade,
        answered_by=message.answered_by,
    )
