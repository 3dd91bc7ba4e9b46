"""Whoever was booked hears of a change in the transaction that makes it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.timetable.sitting import Sitting


@dataclass(frozen=True, kw_only=True)
class SittingChange:
    """`after` is None where it was taken out; a leave is an `after` that is cancelled."""

    before: Sitting
    after: Sitting | None


class ChangesListener(Protocol):
    """Called once a deed, inside its transaction; what it raises undoes the deed."""

    def __call__(
        self, session: Session, changes: Sequence[SittingChange], /, *, by: str, clock: Clock
    ) -> None: ...


_listeners: list[ChangesListener] = []
Listener = TypeVar("Listener", bound=ChangesListener)


def listen_to_changes(listener: Listener) -> Listener:
    """Also usable as a decorator; the same one is heard once. `stop_listening` for tests."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def stop_listening(listener: ChangesListener) -> None:
    _listeners.remove(listener)


def announce(session: Session, changes: Sequence[SittingChange], *, by: str, clock: Clock) -> None:
    if changes:
        for listener in tuple(_listeners):
            listener(session, changes, by=by, clock=clock)


def changes_between(before: Sequence[Sitting], after: Sequence[Sitting]) -> Iterator[SittingChange]:
    """New sittings are no change: nobody is booked in them."""
    now = {one.id: one for one in after}
    for one in before:
        if now.get(one.id) != one:
            yield SittingChange(before=one, after=now.get(one.id))
