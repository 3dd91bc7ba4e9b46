"""What a nurse on the telephone writes down, and the ticket it asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid4

from desk.call_sheet_screening import Judged
from desk.deeds import LONGEST_REASON, LONGEST_TEXT
from desk.forms import BadChoice, FaultyForm, Form
from desk.words import Words
from hotline.phone import plain_number
from hotline.safety import TriageGrade
from hotline.tickets import TicketKind, TicketRequest, TicketSource

CHANNEL = "phone"
KINDS = (TicketKind.QUESTION, TicketKind.BOOKING, TicketKind.COMPLAINT)
_LONGEST_NAME = 40
_DIGITS = range(7, 16)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OURS = "call-"


class ForWhom(StrEnum):
    """Whom the caller asks for."""

    SELF = "self"
    RELATIVE = "relative"
    OTHER = "other"


class BadPhone(FaultyForm):
    """What was written as a telephone number cannot be one."""


@dataclass(frozen=True, kw_only=True)
class CallSheet:
    """`grade` and `department` are None where what is proposed shall hold.

    `relation` is the caller's to the patient.
    """

    call: UUID
    phone: str | None
    text: str
    caller_name: str | None
    for_whom: ForWhom
    relation: str | None
    place: str | None
    kind: TicketKind
    grade: TriageGrade | None
    department: str | None

    @property
    def conversation_id(self) -> str:
        return conversation_of(self.call)


def read_sheet(form: Form) -> CallSheet:
    """Raises what forms raise."""
    kind = form.choice("kind", TicketKind) if form.get("kind") else TicketKind.QUESTION
    if kind not in KINDS:
        raise BadChoice("kind")
    return CallSheet(
        call=call_of(form),
        phone=_phone(form),
        text=form.text("text", most=LONGEST_TEXT),
        caller_name=form.maybe("caller_name", most=_LONGEST_NAME),
        for_whom=form.choice("for_whom", ForWhom) if form.get("for_whom") else ForWhom.SELF,
        relation=form.maybe("relation", most=_LONGEST_NAME),
        place=form.maybe("place", most=LONGEST_REASON),
        kind=kind,
        grade=form.choice("grade", TriageGrade) if form.get("grade") else None,
        department=form.maybe("department", most=_LONGEST_NAME),
    )


def call_of(form: Form) -> UUID:
    """The call's own id, which its page was given; a new one where that is no id."""
    return UUID(form.get("call")) if _UUID.fullmatch(form.get("call")) else uuid4()


def conversation_of(call: UUID) -> str:
    return f"{_OURS}{call}"


def is_typed_here(conversation_id: str) -> bool:
    """Whether a member of staff wrote the words, and not the caller."""
    return conversation_id.startswith(_OURS)


def request_of(
    sheet: CallSheet, judged: Judged, *, duty_nurse: str, taken_by: str, words: Words
) -> TicketRequest:
    """What a person chose holds; what nobody chose is as the screening and the hospital propose."""
    grade = sheet.grade or judged.grade
    emergency = grade is TriageGrade.EMERGENCY
    return TicketRequest(
        kind=TicketKind.EMERGENCY if emergency else sheet.kind,
        conversation_id=sheet.conversation_id,
        channel=CHANNEL,
        grade=grade,
        summary=sheet.text,
        topic=judged.screening.title,
        department=sheet.department or judged.department,
        phone=sheet.phone,
        caller_name=sheet.caller_name,
        details=_details(sheet, judged, grade=grade, taken_by=taken_by),
        duty_nurse=duty_nurse,
        rules=judged.screening.rules,
        source=TicketSource.PERSON,
        caller_is_patient=sheet.for_whom is ForWhom.SELF,
        relation=_relation(sheet, words=words),
    )


def _relation(sheet: CallSheet, *, words: Words) -> str | None:
    """That it is one of the family says something even where nobody asked which."""
    if sheet.for_whom is ForWhom.SELF:
        return None
    return sheet.relation or (words.label(sheet.for_whom) if sheet.for_whom is ForWhom.RELATIVE else None)


def _details(sheet: CallSheet, judged: Judged, *, grade: TriageGrade, taken_by: str) -> Mapping[str, str]:
    lowered = judged.screening.title if grade < judged.screening.grade else None
    told = {"place": sheet.place, "taken_by": taken_by, "judged_lower": lowered}
    return {name: value for name, value in told.items() if value}


def _phone(form: Form) -> str | None:
    if not form.get("phone").strip():
        return None
    number = plain_number(form.get("phone"))
    if len(number) not in _DIGITS:
        raise BadPhone("phone")
    return number
