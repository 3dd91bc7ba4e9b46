"""The last offer of each conversation: in this process, and in the store for the others."""

import logging
from collections.abc import Sequence
from datetime import datetime

from hotline.database import Database, StorageUnavailable
from hotline.offered_choices import Offer, find_offer, keep_offer
from telephony.channels.wechat.numbers import number_in, numbers_for
from telephony.recent import Recent

log = logging.getLogger(__name__)

_CONVERSATIONS = 4096


class KeptChoices:
    """Choices as the door knows them. `offer` is told of every reply: one without choices ends the last."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._offers: Recent[str, Offer] = Recent(_CONVERSATIONS)

    def offer(self, conversation_id: str, says: Sequence[str], *, at: datetime) -> None:
        offered = dict(zip(numbers_for(says), says, strict=False))
        offer = Offer(says=offered, offered_at=at)
        try:
            if offered or self._last(conversation_id) is not None:
                # What is lost with the power is a number that has to be written out in words.
                with self._database.transaction(durable=False) as session:
                    keep_offer(session, conversation_id=conversation_id, offer=offer)
        except StorageUnavailable:
            log.warning("an offer of choices is known to this process alone")
        self._offers.put(conversation_id, offer)

    def chosen(self, conversation_id: str, text: str, *, at: datetime) -> str | None:
        """What is no number costs nothing."""
        number = number_in(text)
        if number is None:
            return None
        try:
            offer = self._last(conversation_id)
        except StorageUnavailable:
            offer = self._offers.get(conversation_id)
        return offer.chosen(number, at=at) if offer else None

    def _last(self, conversation_id: str) -> Offer | None:
        """The later one: another replica may have replied since, or the store have missed ours."""
        with self._database.reading() as session:
            kept = find_offer(session, conversation_id=conversation_id)
        ours = self._offers.get(conversation_id)
        if kept is None or ours is None:
            return kept or ours
        return max(ours, kept, key=lambda one: one.offered_at)
