"""A store with one caller, a clock, and what he was told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from hotline.database import Database
from hotline.identity import recognise
from hotline.notifications import Letter
from hotline.outgoing_calls import OutgoingCall
from hotline.reminders import CallerReminder, ReminderKind, remind, tell_one_due_reminder
from tests.hotline.making import MORNING, SetClock

PHONE = "13800008000"
LANDLINE = "05978810120"
TOMORROW_NINE = MORNING.replace(day=24, hour=1, minute=0)


@dataclass
class Reminding:
    """One store; `ask` makes a reminder with every field defaulted."""

    database: Database
    clock: SetClock

    def ask(self, kind: ReminderKind = ReminderKind.RECHECK, **changed: Any) -> CallerReminder:
        asked: dict[str, Any] = {
            "conversation_id": "web-1",
            "ticket_number": None,
            "at": TOMORROW_NINE,
            "facts": {"when": "11月24日", "note": "带上一次的化验单。"},
            "channel": "phone",
            "phone": PHONE,
        }
        with self.database.transaction() as session:
            return remind(session, kind=kind, clock=self.clock, **asked | changed)

    def do(self, deed: Callable[..., Any], **facts: Any) -> Any:
        with self.database.transaction() as session:
            return deed(session, clock=self.clock, **facts)

    def follow(self, conversation: str, *, phone: str) -> None:
        """Somebody on WeChat who proved this number to be his."""
        with self.database.transaction() as session:
            one = recognise(
                session,
                channel="wechat",
                address=f"o-{conversation}",
                conversation_id=conversation,
                at=self.clock.at,
            )
            one.bind(phone, at=self.clock.at)

    def turn(self, at: datetime | None = None, **by: float) -> int:
        """How many were looked at, once it is that time."""
        self.clock.at = (at or self.clock.at) + timedelta(**by)
        looked_at = 0
        while self.do(tell_one_due_reminder):
            looked_at += 1
        return looked_at

    def kept(self) -> list[CallerReminder]:
        with self.database.reading() as session:
            return list(session.scalars(select(CallerReminder).order_by(CallerReminder.due_at)))

    def letters(self) -> list[Letter]:
        with self.database.reading() as session:
            return list(session.scalars(select(Letter).order_by(Letter.written_at)))

    def calls(self) -> list[OutgoingCall]:
        with self.database.reading() as session:
            return list(session.scalars(select(OutgoingCall)))


@pytest.fixture
def reminding(database: Database, clock: SetClock) -> Reminding:
    return Reminding(database, clock)


@pytest.fixture
def reminding_anywhere(any_database: Database, clock: SetClock) -> Reminding:
    """On both stores: for what their SQL may tell apart."""
    return Reminding(any_database, clock)
