"""A contact while it goes on: what happens is added to it, until both sides have fallen silent."""

import json
from dataclasses import dataclass, field
from datetime import datetime

from hotline.calls import CallOutcome
from hotline.conversations import AgeBand, Direction, Missed
from hotline.digest.contact import SILENCE, Asked, Contact, Opened
from hotline.digest.happenings import Happening
from hotline.safety import TriageGrade

_PHONE = "phone"
_GRADES = {grade.value: grade for grade in TriageGrade}


@dataclass(kw_only=True, slots=True)
class GoingOn:
    """It is over at `until`, if nothing more is said before. Without a word only a call makes a contact.

    What is known of it is what was known at `as_of`. What is added comes as `happenings` tells it.
    """

    conversation_id: str
    as_of: datetime
    begun_at: datetime
    ended_at: datetime
    until: datetime
    channel: str = _PHONE
    said: int = 0
    is_spoken: bool = False
    grade: TriageGrade = TriageGrade.ROUTINE
    call: CallOutcome | None = None
    said_unsolved: bool = False
    entries: dict[str, None] = field(default_factory=dict)
    opened: list[Opened] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    departments: dict[str, None] = field(default_factory=dict)
    missed: set[Missed] = field(default_factory=set)
    age_band: AgeBand | None = None
    for_other: bool = False
    township: str | None = None

    @classmethod
    def since(cls, conversation_id: str, at: datetime, *, as_of: datetime) -> "GoingOn":
        return cls(conversation_id=conversation_id, as_of=as_of, begun_at=at, ended_at=at, until=at + SILENCE)

    def say(self, happening: Happening) -> None:
        _, at, _, direction, self.channel, grade, missed, guided_to, band, for_other, township = happening
        if not self.is_spoken:
            self.begun_at, self.is_spoken = at, True
        self._last_until(at)
        if direction == Direction.IN:
            self.said += 1
        if grade != TriageGrade.ROUTINE:
            self.grade = max(self.grade, _GRADES[grade])
        if missed:
            self.missed.add(Missed(missed))
        if guided_to:
            self.departments.update(dict.fromkeys(json.loads(guided_to)))
        if band:
            self.age_band = AgeBand(band)
        if township:
            self.township = township
        if for_other:
            self.for_other = True

    def tell(self, happening: Happening) -> None:
        self.entries[happening[3]] = None

    def open_ticket(self, happening: Happening) -> None:
        number, kind, department = happening[3:]
        self.opened.append(Opened(number=number, kind=kind, department=department))

    def ask_person(self, happening: Happening) -> None:
        _, at, _, reason, taken_at, over_at, outcome = happening
        is_over = over_at is not None and over_at <= self.as_of
        asked = Asked(
            reason=reason,
            waited=taken_at - at if taken_at is not None and taken_at <= self.as_of else None,
            outcome=outcome if is_over else None,
            is_over=is_over,
        )
        self.asked.append(asked)

    def ring(self, happening: Happening) -> None:
        ended_at, self.call, solved = happening[3:]
        self.said_unsolved = solved is False
        self._last_until(ended_at)

    def _last_until(self, at: datetime) -> None:
        if at > self.ended_at:
            self.ended_at, self.until = at, at + SILENCE

    def contact(self) -> Contact:
        return Contact(
            conversation_id=self.conversation_id,
            channel=self.channel,
            begun_at=self.begun_at,
            ended_at=self.ended_at,
            said=self.said,
            grade=self.grade,
            entries=tuple(self.entries),
            opened=tuple(self.opened),
            asked=tuple(self.asked),
            call=self.call,
            said_unsolved=self.said_unsolved,
            missed=tuple(why for why in Missed if why in self.missed) if self.missed else (),
            departments=tuple(self.departments),
            age_band=self.age_band,
            for_other=self.for_other,
            township=self.township,
        )
