"""What was answered to each call, so that what is asked twice is answered alike and done once."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hotline.clock import Clock
from telephony.channels.twilio_phone.addresses import Place
from telephony.recent import Recent
from telephony.signed_forms import StaleForm

_MOST_CALLS = 4096
_MOST_ANSWERS = 12
_LONGEST_CALL = timedelta(hours=5)
"""The provider ends a call after four."""
LATE = timedelta(minutes=10)
"""So long after a call ended something of it may still come: a message left, a line that was rung."""

Answering = asyncio.Task[str]


@dataclass(slots=True)
class Call:
    """One call as this process has seen it."""

    answers: OrderedDict[int, Answering] = field(default_factory=OrderedDict)
    joined: set[int] = field(default_factory=set)
    """Steps whose rung line was joined to the caller."""
    recordings: set[str] = field(default_factory=set)
    ended_at: datetime | None = None

    @property
    def is_new(self) -> bool:
        """Whether this process has told the line nothing of it."""
        return not self.answers and self.ended_at is None

    def answer(self, step: int, make: Callable[[], Coroutine[Any, Any, str]]) -> Answering:
        """Made once a step. To a step that was passed long ago, what the call was told last."""
        # The provider's own I-Twilio-Idempotency-Token names a request and its retries. The step, which is in
        # the signed address, names the answer itself: it holds for copies with another token, or with none.
        if (known := self.answers.get(step)) is not None:
            return known
        if self.answers and step < (last := max(self.answers)):
            return self.answers[last]
        made = self.answers[step] = asyncio.create_task(make())
        if len(self.answers) > _MOST_ANSWERS:
            self.answers.popitem(last=False)
        return made


class Calls:
    """The last few thousand; for one event loop."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._calls: Recent[str, Call] = Recent(_MOST_CALLS)

    def of(self, name: str) -> Call:
        """Raises StaleForm where it ended long ago."""
        call = self._calls.get(name)
        if call is None:
            call = Call()
            self._calls.put(name, call)
        if call.ended_at is not None and self._clock.now() - call.ended_at > LATE:
            raise StaleForm
        return call

    def at(self, place: Place) -> Call:
        """Raises StaleForm, after a restart as well: the place itself tells its age."""
        if self._clock.now() - place.at > _LONGEST_CALL:
            raise StaleForm
        return self.of(place.call)

    def end(self, name: str) -> None:
        """Told again changes nothing."""
        call = self.of(name)
        call.ended_at = call.ended_at or self._clock.now()
