"""Letters to test with."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.notifications import Letter, Means, NoticeKind, notify_caller, notify_staff, subscribe

NUMBER = "261123-0042"
PHONE = "13800008000"


def tell_staff(session: Session, username: str, *, clock: Clock, **changed: Any) -> None:
    fields: dict[str, Any] = {"kind": NoticeKind.DUE_SOON, "ticket_number": NUMBER, "facts": {}}
    notify_staff(session, username=username, clock=clock, **fields | changed)


def tell_caller(session: Session, *, clock: Clock, **changed: Any) -> None:
    fields: dict[str, Any] = {
        "kind": NoticeKind.SATISFACTION,
        "ticket_number": NUMBER,
        "phone": PHONE,
        "conversation_id": "web-1",
        "channel": "web_chat",
        "facts": {},
    }
    notify_caller(session, clock=clock, **fields | changed)


def letters(session: Session) -> Mapping[Means, Letter]:
    """The newest of each means."""
    return {letter.means: letter for letter in all_letters(session)}


def all_letters(session: Session) -> Sequence[Letter]:
    return session.scalars(select(Letter).order_by(Letter.written_at, Letter.means)).all()


def add_browser(session: Session, username: str, *, clock: Clock, **changed: Any) -> None:
    fields = {
        "endpoint": "https://push.example/one",
        "p256dh": "BPublic",
        "auth": "secret",
        "name": "护士站电脑",
    }
    subscribe(session, username=username, clock=clock, **fields | changed)
