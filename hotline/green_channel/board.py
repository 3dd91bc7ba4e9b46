"""The alarms in memory: shown at once, whatever the database does."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import datetime
from threading import RLock
from typing import Any
from uuid import UUID

from hotline.green_channel.call import AlarmCall
from hotline.green_channel.deed import AlarmDeed
from hotline.green_channel.errors import AlarmRefused
from hotline.green_channel.live import LiveAlarm


class Board:
    """Safe to share between threads; nothing waits for more than the lock, which nobody holds for long."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._alarms: dict[UUID, LiveAlarm] = {}
        self._unkept: dict[UUID, int] = {}
        self._version = 0

    @property
    def in_order(self) -> AbstractContextManager[bool]:
        """Held while a change is made and handed on to be kept, so that both happen in one order."""
        return self._lock

    @property
    def version(self) -> int:
        """Counts the changes: a page that knows this one has nothing to fetch."""
        return self._version

    def live(self) -> tuple[LiveAlarm, ...]:
        """Neither called off nor closed: unanswered ones first, then the oldest."""
        with self._lock:
            on = [alarm for alarm in self._alarms.values() if not alarm.state.is_over]
        return tuple(sorted(on, key=lambda alarm: (not alarm.state.calls_for_help, alarm.raised_at)))

    def find(self, alarm_id: UUID) -> LiveAlarm | None:
        return self._alarms.get(alarm_id)

    def known(self) -> list[UUID]:
        with self._lock:
            return list(self._alarms)

    def find_or_add(self, alarm: LiveAlarm, *, same: Callable[[LiveAlarm], bool]) -> tuple[LiveAlarm, bool]:
        """The alarm that is the same matter, or this one; and whether it is new."""
        with self._lock:
            for other in self._alarms.values():
                if same(other):
                    return other, False
            self._alarms[alarm.id] = alarm
            self._unkept[alarm.id] = 1
        self._count()
        return alarm, True

    def do(self, deed: AlarmDeed) -> LiveAlarm | None:
        """Raises AlarmRefused; None where the alarm is not in memory. Must be `kept` afterwards."""
        with self._lock:
            alarm = self._alarms.get(deed.alarm_id)
            after = alarm.after(deed) if alarm else None
            if after is not None:
                self._alarms[after.id] = after
                self._unkept[after.id] = self._unkept.get(after.id, 0) + 1
        if after is not None:
            self._count()
        return after

    def recall(self, fact: AlarmCall | AlarmDeed) -> None:
        """A fact that is kept already; a deed on an alarm that is not in memory is left to the database."""
        with self._lock:
            if isinstance(fact, AlarmCall):
                self._alarms[fact.id] = LiveAlarm.of(fact)
            elif fact.alarm_id in self._alarms:
                with suppress(AlarmRefused):
                    self._alarms[fact.alarm_id] = self._alarms[fact.alarm_id].after(fact)
        self._count()

    def kept(self, alarm_id: UUID) -> None:
        """One change of this alarm is in the database or the journal."""
        with self._lock:
            left = self._unkept.get(alarm_id, 0) - 1
            self._unkept[alarm_id] = left
            if left <= 0:
                del self._unkept[alarm_id]

    def drop(self, alarm_id: UUID) -> None:
        """Memory was wrong: what the database says is taken with the next look."""
        with self._lock:
            self._alarms.pop(alarm_id, None)
            self._unkept.pop(alarm_id, None)
        self._count()

    def merge(self, stored: Iterable[LiveAlarm]) -> None:
        """What the database says, for alarms of which nothing is still on its way there."""
        with self._lock:
            changed = [self._merge_one(alarm) for alarm in stored]
        if any(changed):
            self._count()

    def _merge_one(self, stored: LiveAlarm) -> bool:
        mine = self._alarms.get(stored.id)
        if mine is not None and (stored.id in self._unkept or _progress(mine) > _progress(stored)):
            return False
        if stored.state.is_over:
            return self._alarms.pop(stored.id, None) is not None
        self._alarms[stored.id] = merged = _with_what_memory_knows(stored, mine)
        return mine != merged

    def _count(self) -> None:
        with self._lock:
            self._version += 1


def _with_what_memory_knows(stored: LiveAlarm, mine: LiveAlarm | None) -> LiveAlarm:
    """What was told may still lie in the journal."""
    if mine is None:
        return stored
    return replace(
        stored,
        said=max(stored.said, mine.said, key=len),
        **_later_contact(stored, mine),
        caller_name=stored.caller_name or mine.caller_name,
        ticket_id=stored.ticket_id or mine.ticket_id,
        ticket_number=stored.ticket_number or mine.ticket_number,
    )


def _later_contact(stored: LiveAlarm, mine: LiveAlarm) -> dict[str, Any]:
    """Of a place put right meanwhile the one told last; likewise of a number."""
    place = mine if _is_later(mine.place_at, stored.place_at) else stored
    phone = mine if _is_later(mine.phone_at, stored.phone_at) else stored
    return {
        "place": place.place,
        "place_at": place.place_at,
        "phone": phone.phone,
        "phone_at": phone.phone_at,
        "unanswered_at": stored.unanswered_at or mine.unanswered_at,
    }


def _is_later(mine: datetime | None, stored: datetime | None) -> bool:
    return mine is not None and (stored is None or mine > stored)


def _progress(alarm: LiveAlarm) -> tuple[int, int]:
    return alarm.state.rank, alarm.rung
