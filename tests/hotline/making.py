"""Things to test with: every field has a default, and every person is invented."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from queue import SimpleQueue
from typing import Any

from sqlalchemy.orm import Session

from hotline.conversations import Exchange, ToldEntry
from hotline.green_channel import AlarmCall, Ladder, LiveAlarm, RingBy, RingFailed, Rung
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


class ToldRinger:
    """Notes whom it rang; fails where told to."""

    def __init__(self) -> None:
        self.rung: SimpleQueue[tuple[str, RingBy]] = SimpleQueue()
        self.failing: set[RingBy] = set()
        self.is_on = True

    def ring(self, alarm: LiveAlarm, *, rung: Rung, by: RingBy) -> None:
        self.rung.put((rung.name, by))
        if by in self.failing:
            raise RingFailed("told to fail")

    def next(self) -> tuple[str, RingBy]:
        """Waits for one ring, for a rung may be made by another thread."""
        return self.rung.get(timeout=5)

    def nobody(self) -> bool:
        return self.rung.empty()


def a_call(**changed: Any) -> AlarmCall:
    fields: dict[str, Any] = {
        "conversation_id": "web-1",
        "channel": "web",
        "kind": "acute_coronary_syndrome",
        "title": "疑似心肌梗死的危险信号",
        "said": "我爸胸口压得慌，满头大汗",
        "advised": "立即拨打120",
        "rules": ("acs",),
        "rules_version": "r1",
        "raised_by": "hotline",
        "raised_at": MORNING,
    }
    return AlarmCall(**fields | changed)


def a_ladder() -> Ladder:
    """The department for a minute, its second line for half a minute, then the duty manager for two."""
    every = (RingBy.DESK, RingBy.CALL, RingBy.SMS)
    return Ladder(
        (
            Rung(name="急诊科", line="0000-1001", by=every, wait=timedelta(seconds=60)),
            Rung(name="急诊二线", line="0000-1002", by=(RingBy.CALL,), wait=timedelta(seconds=30)),
            Rung(name="总值班", line="0000-1003", by=(RingBy.CALL,), wait=timedelta(seconds=120)),
        ),
        rounds=3,
        then_every=timedelta(seconds=120),
    )


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
