"""Five weeks of a hotline as busy as one likes, row by row: what a digest is measured on.

Six of ten telephone, three write in WeChat, and some come back. Nothing in it is anybody's.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from hotline.calls import CallOutcome, PhoneCall
from hotline.conversations import AgeBand, AnswerGiven, Direction, Message, Missed
from hotline.database import Base, installed_keyring
from hotline.green_channel import Alarm, AlarmEventKind, AlarmOutcome, AlarmState
from hotline.green_channel.event import AlarmEvent
from hotline.handoff import HandoffReason, LiveTalk, TalkOutcome
from hotline.handoff.vocabulary import TalkState
from hotline.safety import TriageGrade
from hotline.spans import Span
from hotline.tickets import EventKind, Ticket, TicketEvent, TicketKind, TicketSource, TicketState

NURSE = "nurse"
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_CHANNELS = ("phone",) * 6 + ("wechat",) * 3 + ("web_chat",)
_TOPICS, _ENTRIES, _DEPARTMENTS, _TOWNSHIPS = 60, 12, 12, 14

Rows = dict[type[Base], list[dict[str, Any]]]


_OF_ANY_TICKET: dict[str, Any] = {
    "progress_code": "000000",
    "source": TicketSource.BOT,
    "state": TicketState.CLOSED,
    "grade": TriageGrade.ROUTINE,
    "assisting": [],
    "rules": [],
    "round": 1,
    "seen_seq": 0,
    "returns": 0,
}


@dataclass(kw_only=True)
class BusyHotline:
    """`rows_in` gives the rows of one stretch of time, parents before children."""

    random: Random
    callers: int
    text: str = field(default_factory=lambda: installed_keyring().encrypt("问"))
    """One text for all: its encryption is not what is measured."""

    def rows_in(self, span: Span, *, contacts: int) -> Iterator[Rows]:
        """A thousand contacts at a time."""
        for begin in range(0, contacts, 1000):
            rows: Rows = defaultdict(list)
            for _ in range(min(1000, contacts - begin)):
                self._contact(rows, span.start + self.random.random() * (span.end - span.start))
            yield rows

    def _contact(self, rows: Rows, at: datetime) -> None:
        caller, channel = self.random.randrange(self.callers), self.random.choice(_CHANNELS)
        conversation = f"{channel}-{self._id().hex}" if channel != "wechat" else f"wechat-{caller:032x}"
        is_lost = channel == "phone" and self._happens(0.05)
        is_urgent = not is_lost and self._happens(0.01)
        ends = at if is_lost else self._talk(rows, conversation, channel, at, is_urgent=is_urgent)
        number = None
        if is_urgent or (not is_lost and self._happens(0.2)):
            number = self._ticket(rows, conversation, channel, ends, is_urgent=is_urgent)
        if is_urgent:
            self._alarm(rows, conversation, channel, at)
        elif number and self._happens(0.4):
            self._live_talk(rows, conversation, channel, ends, number=number)
        if channel == "phone":
            self._call(rows, conversation, at, ends, caller=caller, is_lost=is_lost)

    def _talk(
        self, rows: Rows, conversation: str, channel: str, at: datetime, *, is_urgent: bool
    ) -> datetime:
        """One to six questions, each with its answer; from half of them the caller is known a little."""
        grade = TriageGrade.EMERGENCY if is_urgent else TriageGrade.ROUTINE
        for _ in range(self.random.randint(1, 6)):
            shared = {
                "conversation_id": conversation,
                "message_id": self._id().hex,
                "channel": channel,
                "at": at,
                "text": self.text,
                "grade": grade,
                "rules": [],
                "rules_version": "",
                "timings": {},
            }
            rows[Message] += (
                shared | self._asked() | {"direction": Direction.IN},
                shared | {"direction": Direction.OUT, "answered_by": "bot"},
            )
            for _ in range(self.random.choice((0, 1, 1, 1, 2))):
                topic, entry = self.random.randrange(_TOPICS), self.random.randrange(_ENTRIES)
                told = {"entry_id": f"topic{topic}.entry{entry}", "entry_version": self._id().hex[:12]}
                same = {name: shared[name] for name in ("conversation_id", "message_id")}
                rows[AnswerGiven].append(same | told | {"told_at": at})
            at += self.random.random() * 4 * _MINUTE
        return at

    def _asked(self) -> dict[str, Any]:
        return {
            "missed": self.random.choice(list(Missed)) if self._happens(0.04) else None,
            "guided_to": [f"dept{self.random.randrange(_DEPARTMENTS)}"] if self._happens(0.04) else None,
            "age_band": self.random.choice(list(AgeBand)) if self._happens(0.15) else None,
            "for_other": self._happens(0.5) if self._happens(0.15) else None,
            "township": f"town{self.random.randrange(_TOWNSHIPS)}" if self._happens(0.1) else None,
        }

    def _ticket(self, rows: Rows, conversation: str, channel: str, at: datetime, *, is_urgent: bool) -> str:
        id_, number = self._id(), f"T{self.random.randrange(10**10):010}"
        kind = (
            TicketKind.EMERGENCY
            if is_urgent
            else self.random.choice([TicketKind.QUESTION, TicketKind.HANDOFF])
        )
        told = at + self.random.random() * 26 * _HOUR
        rows[Ticket].append(
            {
                "id": id_,
                "number": number,
                "kind": kind,
                "channel": channel,
                "conversation_id": conversation,
                "summary": self.text,
                "department": f"dept{self.random.randrange(_DEPARTMENTS)}" if self._happens(0.7) else None,
                "details": self.text,
                "opened_at": at,
                "due_soon_at": at + 20 * _HOUR,
                "feedback_due_at": at + 24 * _HOUR,
                "fed_back_at": told,
                "resolved_at": told,
                "closed_at": told,
            }
            | _OF_ANY_TICKET
        )
        self._events(rows, id_, number, at=at, told=told)
        return number

    def _events(self, rows: Rows, id_: UUID, number: str, *, at: datetime, told: datetime) -> None:
        happened: list[tuple[EventKind, datetime, Mapping[str, Any]]] = [
            (EventKind.OPENED, at, {}),
            (EventKind.FED_BACK, told, {}),
        ]
        if self._happens(0.3):
            score = self.random.randint(1, 5)
            happened.append((EventKind.RATED, told + _HOUR, {"score": score, "solved": score > 2}))
        for seq, (event, when, data) in enumerate(happened, start=1):
            rows[TicketEvent].append(
                {
                    "ticket_id": id_,
                    "seq": seq,
                    "number": number,
                    "kind": event,
                    "at": when,
                    "by": NURSE,
                    "data": data,
                    "previous": "",
                    "hash": "",
                }
            )

    def _live_talk(self, rows: Rows, conversation: str, channel: str, at: datetime, *, number: str) -> None:
        came = at + self.random.random() * 5 * _MINUTE if self._happens(0.8) else None
        rows[LiveTalk].append(
            {
                "id": self._id(),
                "conversation_id": conversation,
                "channel": channel,
                "ticket_number": number,
                "reason": self.random.choice(list(HandoffReason)),
                "summary": self.text,
                "state": TalkState.ENDED if came else TalkState.TIMED_OUT,
                "asked_at": at,
                "waits_since": at,
                "taken_by": NURSE if came else None,
                "taken_at": came,
                "vanished": 0,
                "over_at": (came or at) + self.random.random() * 10 * _MINUTE,
                "outcome": self.random.choice(list(TalkOutcome)) if came else None,
            }
        )

    def _alarm(self, rows: Rows, conversation: str, channel: str, at: datetime) -> None:
        id_ = self._id()
        rows[Alarm].append(
            {
                "id": id_,
                "conversation_id": conversation,
                "channel": channel,
                "kind": "stroke",
                "raised_by": "safety",
                "raised_at": at,
                "rules": [],
                "rules_version": "",
                "details": self.text,
                "state": AlarmState.CLOSED,
                "rung": 1,
                "acknowledged_at": at + self.random.random() * 2 * _MINUTE,
                "closed_at": at + _HOUR,
                "outcome": self.random.choice(list(AlarmOutcome)),
            }
            | dict.fromkeys(("title", "said", "advised"), self.text)
        )
        rang = {"alarm_id": id_, "seq": 1, "deed": self._id(), "kind": AlarmEventKind.RANG}
        rows[AlarmEvent].append(rang | {"at": at + 0.1 * _MINUTE, "by": "bell", "data": {}})

    def _call(
        self, rows: Rows, conversation: str, began: datetime, ended: datetime, *, caller: int, is_lost: bool
    ) -> None:
        counts: Mapping[str, Any] = dict.fromkeys(("repeats", "timeouts", "unclear"), 0)
        rows[PhoneCall].append(
            {
                "id": self._id(),
                "conversation_id": conversation,
                "call": conversation,
                "direction": "inbound",
                "phone": self.text,
                "phone_hash": f"{caller:064x}",
                "began_at": began,
                "ended_at": ended + _MINUTE,
                "outcome": CallOutcome.ABANDONED if is_lost else CallOutcome.FINISHED,
                "reached_person": False,
                "emergency": False,
                **counts,
            }
        )

    def _happens(self, chance: float) -> bool:
        return self.random.random() < chance

    def _id(self) -> UUID:
        return UUID(int=self.random.getrandbits(128))
