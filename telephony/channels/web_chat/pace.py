"""How fast one conversation and one address may speak: the limits of the web chat's own, with reasons."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from telephony.pace import IN_A_CONVERSATION, Counter, Limit

FROM_AN_ADDRESS = Limit(150, timedelta(minutes=1))
"""A ward, a school or thousands of mobile phones share one address: fifteen who write every six seconds pass.
It is what one program, changing its conversations, may take from all others."""
CONVERSATIONS_FROM_AN_ADDRESS = Limit(60, timedelta(minutes=10))
"""New ones that speak; looking at the page begins none. A whole waiting room passes; a program that invents a
name for each message does not."""
LOOKS_FROM_AN_ADDRESS = Limit(300, timedelta(minutes=1))
"""Openings of the page's line and questions for news, each a few reads of the database. After a restart
of the hotline every open page behind one address opens its line again, at most a few times in a minute."""


class Pace:
    """Says why a message may not be answered now, by the name of the sentence that tells it."""

    def __init__(self) -> None:
        self._messages = Counter(IN_A_CONVERSATION)
        self._from_address = Counter(FROM_AN_ADDRESS)
        self._conversations = Counter(CONVERSATIONS_FROM_AN_ADDRESS)
        self._looks = Counter(LOOKS_FROM_AN_ADDRESS)

    def refusal(
        self, conversation: str, *, message_id: str, address: str | None, now: datetime
    ) -> str | None:
        """None, and counted, where it may be answered; one sent again under its number is not too many."""
        if self._messages.has(conversation, message_id, now=now):
            return None
        counted = {self._messages: (conversation, message_id)}
        if address is not None:
            counted[self._from_address] = (address, message_id)
            if not self._conversations.has(address, conversation, now=now):
                counted[self._conversations] = (address, conversation)
        for counter, (key, _) in counted.items():
            if counter.is_full(key, now=now):
                return self._why[counter]
        for counter, (key, thing) in counted.items():
            counter.add(key, thing, now=now)
        return None

    def may_look(self, address: str | None, *, now: datetime) -> bool:
        """Whether this address may open another line, or ask for news once more."""
        if address is None:
            return True
        if self._looks.is_full(address, now=now):
            return False
        self._looks.add(address, "", now=now)
        return True

    @property
    def _why(self) -> Mapping[Counter, str]:
        return MappingProxyType(
            {
                self._messages: "utter_too_many_messages",
                self._from_address: "utter_too_many_from_address",
                self._conversations: "utter_too_many_conversations",
            }
        )
