"""A ticket as its caller is told of it."""

from hotline.ledger import TicketReceipt
from telephony.messages import TicketNote


def ticket_note(receipt: TicketReceipt) -> TicketNote:
    """What the caller is told of a receipt."""
    return TicketNote(
        number=receipt.number,
        code=receipt.progress_code,
        due=receipt.feedback_due_at.isoformat(),
        nurse=receipt.duty_nurse,
        journalled=receipt.journalled,
    )
