"""How fast one conversation may speak."""

from collections import deque
from datetime import datetime, timedelta

from telephony.recent import Recent

MOST_MESSAGES = 20
WITHIN = timedelta(seconds=30)
"""Nobody types a message every second and a half; a program that does would hold up Rasa, which answers a
conversation's messages one after another and is left alone by all callers after a time-out."""
_CONVERSATIONS = 4096


class Pace:
    """Counts what was let through, so that whoever is refused and waits is heard again."""

    def __init__(self, *, most: int = MOST_MESSAGES, within: timedelta = WITHIN) -> None:
        self._most = most
        self._within = within
        self._lately: Recent[str, deque[tuple[datetime, str]]] = Recent(_CONVERSATIONS)

    def allows(self, conversation: str, *, message_id: str, now: datetime) -> bool:
        """Whether this message may be answered; one sent again under its old number is never too many."""
        lately = self._lately.get(conversation) or deque()
        while lately and now - lately[0][0] >= self._within:
            lately.popleft()
        if any(message_id == earlier for _, earlier in lately):
            return True
        if len(lately) >= self._most:
            return False
        lately.append((now, message_id))
        self._lately.put(conversation, lately)
        return True
