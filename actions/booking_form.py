"""Before a booking: for whom, which department, which day, and whom to call."""

from collections.abc import Mapping, Sequence

from actions.form import Form, Reader, Reading, read_phone
from actions.phone_numbers import holds_digits
from actions.tickets import WITHHELD, remember_bound_phone
from actions.turn import Turn
from actions.wording import wording
from hotline.phone import find_phone_number
from knowledge_base.departments import NAMED
from knowledge_base.guidance import Described

_LONGEST_NAME = 15
"""Characters: who is to be seen is said in a few words."""


class BookingForm(Form):
    """What the first message named already is not asked for."""

    capability = "validate_booking_form"
    form = "booking_form"
    own_intents = frozenset({"book_visit"})
    leaving_intents = frozenset({"request_person", "complain", "check_ticket"})

    def begin(self, turn: Turn) -> None:
        department = self._department(turn.said)
        if department is None and turn.slot("department") is None:
            department = self._guided(turn)
        if department:
            turn.remember(department=department)
        turn.remember(guided=None)
        if turn.intent == "book_visit" and wording().names_day(turn.said):
            turn.remember(visit_day=turn.said)
        phone = find_phone_number(turn.said)
        if phone:
            turn.remember(phone=phone)
        remember_bound_phone(turn, tools=self._tools)

    def readers(self) -> Mapping[str, Reader]:
        return {
            "booking_for": _read_booking_for,
            "department": self._read_department,
            "visit_day": _read_visit_day,
            "phone": read_phone,
        }

    def _read_department(self, turn: Turn) -> Reading:
        if wording().unsure(turn.said):
            return Reading({"department": self._described(str(turn.slot("question") or "")) or WITHHELD})
        department = self._department(turn.said) or self._guided(turn)
        return (
            Reading({"department": department}) if department else Reading(unclear="utter_department_unknown")
        )

    def _department(self, said: str) -> str | None:
        """The hospital's own name of it: from the name said, else from the complaint described."""
        matches = self._tools.hospital.departments_for(said, limit=1) if said else []
        if not matches or matches[0].score >= NAMED:
            return matches[0].department.name if matches else None
        return self._described(said) or matches[0].department.name

    def _described(self, said: str) -> str | None:
        told = self._tools.guide.recommend(Described(text=said)).departments if said else ()
        return told[0].name if told else None

    def _guided(self, turn: Turn) -> str | None:
        """Of the departments just recommended: the one counted, and with a plain yes the first."""
        guided: Sequence[str] = turn.slot("guided") or ()
        number = wording().ordinal(turn.said) or (1 if turn.intent == "affirm" else None)
        return guided[number - 1] if number and number <= len(guided) else None


def _read_booking_for(turn: Turn) -> Reading:
    if holds_digits(turn.said) or len(turn.said) > _LONGEST_NAME:
        return Reading(unclear="utter_booking_for_unclear")
    return Reading({"booking_for": turn.said})


def _read_visit_day(turn: Turn) -> Reading:
    words = wording()
    if words.names_past_day(turn.said):
        return Reading(unclear="utter_visit_day_past")
    if words.names_day(turn.said) or words.unsure(turn.said):
        return Reading({"visit_day": turn.said})
    return Reading(unclear="utter_visit_day_unclear")
