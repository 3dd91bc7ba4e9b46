"""Rasa's working memory, bounded: only the conversations last spoken in are kept.

What was said is kept by the hotline (hotline.conversations). A tracker is needed only while a conversation
goes on, and a service that runs for months must not keep them all.
"""

from collections import OrderedDict
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


class RecentTrackerStore(InMemoryTrackerStore):
    """The last `conversations` conversations; the one longest silent is forgotten first."""

    def __init__(
        self,
        domain: Domain,
        event_broker: EventBroker | None = None,
        conversations: int = 2000,
        **kwargs: Any,
    ) -> None:
        if conversations < 1:
            raise ValueError(f"a tracker store must hold at least one conversation, not {conversations}")
        super().__init__(domain, event_broker, **kwargs)
        self.store: OrderedDict[str, str] = OrderedDict()
        self._conversations = conversations

    async def save(self, tracker: DialogueStateTracker) -> None:
        await super().save(tracker)
        self.store.move_to_end(tracker.sender_id)
        while len(self.store) > self._conversations:
            self.store.popitem(last=False)
