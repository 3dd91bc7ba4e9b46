"""Who writes, as far as it is known in a moment: nobody in danger waits for the store."""

import asyncio
import logging

from hotline.clock import Clock
from hotline.database import StorageUnavailable, installed_keyring
from hotline.messaging.vocabulary import Opening
from telephony.channels.wechat.events import Event, Followed, MenuTapped, Scanned
from telephony.channels.wechat.patience import Patience, Wait
from telephony.channels.wechat.standing import Known, People, conversation_of
from telephony.recent import Recent

log = logging.getLogger(__name__)
_MOST = 4096
_TAPS = (Followed, Scanned, MenuTapped)


class Recognising:
    """Asks `people`, and goes on by the openid's hash alone where they are late."""

    def __init__(self, people: People, *, clock: Clock, patience: Patience, wait: Wait) -> None:
        self._people = people
        self._clock = clock
        self._patience = patience
        self._wait = wait
        self._conversations: Recent[str, str] = Recent(_MOST)

    async def who(self, event: Event) -> Known:
        """Never raises. Late, the number he proved to be his is not known; what he may be sent is noted."""
        asked = asyncio.ensure_future(asyncio.to_thread(self._recognise, event))
        if await self._wait(asked, self._patience.store) and (known := asked.result()) is not None:
            self._conversations.put(event.openid, known.conversation_id)
            return known
        log.warning("who writes is not known in time; the conversation goes on by the hash alone")
        return Known(conversation_id=self.conversation(event.openid))

    def conversation(self, openid: str) -> str:
        """As it was called last, or by the hash."""
        known = self._conversations.get(openid)
        return known or conversation_of(installed_keyring().lookup_hash(openid))

    async def left(self, event: Event) -> None:
        try:
            await asyncio.to_thread(self._people.left, event.openid, at=self._clock.now())
        except StorageUnavailable:
            # The next message to him is refused by WeChat, which tells the same.
            log.warning("somebody left, and nobody noted it")

    def _recognise(self, event: Event) -> Known | None:
        opening = Opening.TAP if isinstance(event, _TAPS) else Opening.MESSAGE
        try:
            return self._people.recognise(event.openid, at=self._clock.now(), opening=opening)
        except Exception as fault:  # noqa: BLE001 - a fault of this must not cost anybody the instruction
            log.warning("who writes is not known: %s", type(fault).__name__)
            return None
