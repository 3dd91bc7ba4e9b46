"""A caller who takes back his consent is answered on, and no longer remembered."""

import asyncio
import logging
from datetime import timedelta

from hotline.consents import ConsentWord
from hotline.database import StorageUnavailable
from hotline.ledger import Ledger
from telephony.messages import Bubble, InboundMessage, Reply, Speaker
from telephony.notice import notice
from telephony.recent import Recent
from telephony.words import Words

log = logging.getLogger(__name__)

_A_MOMENT = timedelta(seconds=1)
_SAYS = {
    ConsentWord.WITHDRAW: "utter_consent_withdrawn",
    ConsentWord.AGREE: "utter_consent_given",
}


class Consents:
    """Knows of each conversation whether its consent stands; asks the ledger once."""

    def __init__(self, *, ledger: Ledger, words: Words, line: str) -> None:
        self._ledger = ledger
        self._words = words
        self._line = line
        self._withdrawn: Recent[str, bool] = Recent(4096)

    def answer(self, message: InboundMessage) -> Reply | None:
        """The reply to a message that decides about consent; None for any other."""
        word = notice().word_of(message.text)
        if word is None:
            return None
        self._withdrawn.put(message.conversation_id, word is ConsentWord.WITHDRAW)
        said = Bubble(self._words.fill(_SAYS[word], line=self._line))
        return Reply(
            message_id=message.message_id,
            bubbles=(said,),
            answered_by=Speaker.WORDS,
            choices=self._words.choices(_SAYS[word]),
        )

    async def settle(self, message: InboundMessage) -> None:
        """A decision is on disk before the caller hears that it is taken."""
        if notice().word_of(message.text) is not None:
            await asyncio.to_thread(self._ledger.flush)

    async def is_withdrawn(self, message: InboundMessage) -> bool:
        """While the database is away nobody waits: what this process has heard counts, else consent stands.

        What is kept is decided again where it becomes a row.
        """
        known = self._withdrawn.get(message.conversation_id)
        if known is None:
            asked = asyncio.to_thread(self._ledger.has_withdrawn, message.conversation_id)
            try:
                known = await asyncio.wait_for(asked, _A_MOMENT.total_seconds())
            except (StorageUnavailable, TimeoutError):
                log.warning("whether consent was withdrawn is not known; the conversation goes on")
                return False
            self._withdrawn.put(message.conversation_id, known)
        return known
