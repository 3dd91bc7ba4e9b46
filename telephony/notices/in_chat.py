"""What a caller was told while he was away lies in his conversation, and is shown when he comes back."""

import logging
from dataclasses import dataclass

from hotline.clock import Clock
from hotline.conversations import Direction
from hotline.database import Database, StorageUnavailable
from hotline.ledger import SaidLine
from hotline.notifications import House, letters_in_conversation, mark_seen, tell
from hotline.safety import TriageGrade

_LOG = logging.getLogger(__name__)
_BY = "notice"


@dataclass(frozen=True, kw_only=True)
class ChatNotices:
    """Blocks: call it from a thread."""

    database: Database
    house: House
    clock: Clock

    def among(self, lines: tuple[SaidLine, ...], *, conversation_id: str) -> tuple[SaidLine, ...]:
        """The lines of a conversation with its notices in their places, by time; marks them seen."""
        with self.database.reading() as session:
            letters = letters_in_conversation(session, conversation_id=conversation_id)
        if not letters:
            return lines
        if any(letter.read_at is None for letter in letters):
            self._mark_seen(conversation_id)
        told = (
            SaidLine(
                message_id=f"notice-{letter.id}",
                at=letter.written_at,
                direction=Direction.OUT,
                text=tell(letter, house=self.house).text,
                grade=TriageGrade.ROUTINE,
                answered_by=_BY,
            )
            for letter in letters
        )
        return tuple(sorted((*lines, *told), key=lambda line: line.at))

    def _mark_seen(self, conversation_id: str) -> None:
        try:
            with self.database.transaction() as session:
                mark_seen(session, conversation_id=conversation_id, clock=self.clock)
        except StorageUnavailable:
            _LOG.warning("a notice was shown and could not be marked as seen")
