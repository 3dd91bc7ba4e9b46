"""Others hear of what becomes of an appointment, in the transaction of the deed itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from hotline.appointments.vocabulary import AppointmentChange


@dataclass(frozen=True, kw_only=True)
class AppointmentEvent:
    """`by` is a user name, the caller or the hotline; `number` the ticket's."""

    kind: AppointmentChange
    number: str
    by: str
    at: datetime


Listener = Callable[[Session, AppointmentEvent], None]
_LISTENERS: list[Listener] = []


def listen_to_appointments(listener: Listener) -> Listener:
    """Call once, where the listener is defined: `@listen_to_appointments`. What it raises undoes the deed."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)
    return listener


def announce(session: Session, event: AppointmentEvent) -> None:
    """After the deed is in the store's transaction: a listener may ask for it, write, and flush."""
    session.flush()
    for listener in tuple(_LISTENERS):
        listener(session, event)
