"""How fast somebody may speak on a channel that is written; danger is answered beyond every limit.

Counted in memory, by each process for itself; a restart forgets.
"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from telephony.recent import Recent


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many within this time."""

    most: int
    within: timedelta


IN_A_CONVERSATION = Limit(20, timedelta(seconds=30))
"""Nobody types a message every second and a half; a program that does would hold up Rasa, which answers a
conversation's messages one after another and is left alone by all callers after a time-out."""

_REMEMBERED = 8192
"""Conversations, and addresses, that are counted at the same time."""


class Counter:
    """Counts what was let through, so that whoever is refused and waits is heard again."""

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._lately: Recent[str, deque[tuple[datetime, str]]] = Recent(_REMEMBERED)

    def has(self, key: str, thing: str, *, now: datetime) -> bool:
        return any(thing == earlier for _, earlier in self._of(key, now=now))

    def is_full(self, key: str, *, now: datetime) -> bool:
        return len(self._of(key, now=now)) >= self._limit.most

    def add(self, key: str, thing: str, *, now: datetime) -> None:
        lately = self._of(key, now=now)
        lately.append((now, thing))
        self._lately.put(key, lately)

    def _of(self, key: str, *, now: datetime) -> deque[tuple[datetime, str]]:
        lately = self._lately.get(key) or deque()
        while lately and now - lately[0][0] >= self._limit.within:
            lately.popleft()
        return lately


class ConversationPace:
    """One that counts conversations alone."""

    def __init__(self) -> None:
        self._messages = Counter(IN_A_CONVERSATION)

    def allows(self, conversation: str, *, message_id: str, now: datetime) -> bool:
        """Whether this message may be answered; one sent again under its old number is never too many."""
        if self._messages.has(conversation, message_id, now=now):
            return True
        if self._messages.is_full(conversation, now=now):
            return False
        self._messages.add(conversation, message_id, now=now)
        return True
