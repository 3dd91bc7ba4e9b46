"""Whether a nurse holds a conversation, whatever replica she is on and whatever the store does."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from hotline.database import StorageUnavailable
from hotline.handoff import HandoffReason, TalkRequest, Talks, TalkStanding, Wait
from hotline.tickets import Ticket
from telephony.messages import InboundMessage, TicketNote
from telephony.recent import Recent

log = logging.getLogger(__name__)

KNOWN_WITHIN = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Held:
    """`reads` is False while the store is away: what is said is journalled, and read when it is back."""

    nurse: str
    reads: bool = True


class Nurses:
    """Asks the store with each message; what it said last holds while it is away."""

    def __init__(self, talks: Talks) -> None:
        self._talks = talks
        self._held: Recent[str, str] = Recent(4096)
        self._given_back: Recent[str, str] = Recent(4096)

    async def holding(self, conversation_id: str) -> Held | None:
        try:
            asked = asyncio.to_thread(self._talks.standing, conversation_id)
            standing = await asyncio.wait_for(asked, KNOWN_WITHIN.total_seconds())
        except (StorageUnavailable, TimeoutError):
            name = self._held.get(conversation_id)
            return Held(name, reads=False) if name else None
        return self._noted(conversation_id, standing)

    def gave_back(self, conversation_id: str) -> bool:
        """Whether a talk ended since this was asked last."""
        gave = self._given_back.get(conversation_id) is not None
        self._given_back.drop(conversation_id)
        return gave

    def carry(self, message: InboundMessage) -> bool:
        """Whether a nurse could ever write to this channel."""
        return self._talks.carries(message.channel)

    async def ask(
        self,
        message: InboundMessage,
        *,
        note: TicketNote | None,
        promise: Callable[[], Awaitable[TicketNote]],
    ) -> tuple[Wait | None, TicketNote]:
        """The wait for a nurse, None where none could come; the ticket stands in any case."""
        standing = await asyncio.to_thread(
            self._talks.expect, channel=message.channel, conversation_id=message.conversation_id
        )
        if standing is not None and standing.ticket_number is not None:
            note = note or _note(await asyncio.to_thread(self._talks.ticket, standing.ticket_number))
        note = note or await promise()
        if standing is None or note.journalled:
            return None, note
        request = TalkRequest(
            conversation_id=message.conversation_id,
            channel=message.channel,
            ticket_number=note.number,
            reason=HandoffReason.ASKED,
            summary=message.text,
        )
        return await asyncio.to_thread(self._talks.ask, request), note

    def _noted(self, conversation_id: str, standing: TalkStanding | None) -> Held | None:
        if standing is not None and standing.nurse is not None:
            self._held.put(conversation_id, standing.nurse)
            return Held(standing.nurse)
        if nurse := self._held.get(conversation_id):
            self._held.drop(conversation_id)
            self._given_back.put(conversation_id, nurse)
        return None


def _note(ticket: Ticket | None) -> TicketNote | None:
    if ticket is None:
        return None
    return TicketNote(
        number=ticket.number,
        code=ticket.progress_code,
        due=ticket.feedback_due_at.isoformat(),
        nurse=ticket.duty_nurse,
    )
