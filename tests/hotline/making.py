"""Things to test with: every field has a default, and every person is invented."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from hotline.conversations import Exchange, ToldEntry
from hotline.safety import TriageGrade
from hotline.staff import StaffMember, StaffRole
from hotline.tickets import TicketKind, TicketRequest

MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
_NUMBERS = count(1)


@dataclass
class SetClock:
    """Stands still until it is moved."""

    at: datetime = field(default=MORNING)

    def now(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


def a_request(**changed: Any) -> TicketRequest:
    fields: dict[str, Any] = {
        "kind": TicketKind.QUESTION,
        "conversation_id": "web-1",
        "channel": "web",
        "grade": TriageGrade.ROUTINE,
        "summary": "自己把降压药减了一半，头晕",
        "topic": "高血压",
        "department": "心血管内科",
        "phone": "13800008000",
        "caller_name": "林阿水",
        "details": {"relation": "本人"},
        "duty_nurse": "护士长陈",
        "rules": (),
    }
    return TicketRequest(**fields | changed)


def an_exchange(**changed: Any) -> Exchange:
    number = next(_NUMBERS)
    fields: dict[str, Any] = {
        "message_id": f"m-{number}",
        "conversation_id": "web-1",
        "channel": "web",
        "received_at": MORNING + timedelta(seconds=number),
        "said": "降压药能不能停",
        "answered": "请不要自己停药",
        "answered_by": "bot",
        "grade": TriageGrade.ROUTINE,
        "rules": ("hypertension.dizzy",),
        "rules_version": "r1",
        "told": (ToldEntry(entry="hypertension.stop", version="0123456789ab"),),
        "timings": {"screen": 0.4, "bot": 31.5},
    }
    return Exchange(**fields | changed)


def add_member(session: Session, username: str, *, role: StaffRole = StaffRole.NURSE) -> StaffMember:
    """Without the cost of hashing a password: this one cannot sign in."""
    member = StaffMember(
        username=username,
        display_name=f"护士{username}",
        role=role,
        department=None,
        password_hash="none",
        disabled=False,
        created_at=MORNING,
    )
    session.add(member)
    session.flush()
    return member
