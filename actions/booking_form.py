"""Before a booking: for whom and by what name, which department, which day, what help, and whom to call."""

from collections.abc import Mapping, Sequence

from actions.form import Form, Reader, Reading, read_phone
from actions.help_needed import help_slots, read_help_needed
from actions.offered_sitting import take_up
from actions.phone_numbers import holds_digits
from actions.tickets import WITHHELD, remember_bound_phone
from actions.turn import Turn
from actions.wording import wording
from hotline.phone import find_phone_number
from hotline.safety.empty import is_empty
from knowledge_base.clinics.doctors import doctor_named
from knowledge_base.departments import NAMED
from knowledge_base.guidance import Described

_LONGEST_NAME = 15
"""Characters: who is to be seen is said in a few words."""
_BEFORE_THE_DAY = frozenset({"booking_for", "patient_name", "department"})


class BookingForm(Form):
    """What the first message named already is not asked for."""

    capability = "validate_booking_form"
    form = "booking_form"
    own_intents = frozenset({"book_visit"})
    leaving_intents = frozenset(
        {"request_person", "complain", "check_ticket", "cancel_booking", "change_booking"}
    )

    def begin(self, turn: Turn) -> None:
        take_up(turn)
        department = self._department(turn.said)
        if department is None and turn.slot("department") is None:
            department = self._guided(turn)
        if department:
            turn.remember(department=department)
        self._note_department(turn, turn.slot("department"))
        turn.remember(guided=None)
        if turn.intent == "book_visit" and wording().names_day(turn.said):
            turn.remember(visit_day=turn.said)
        if doctor := doctor_named(turn.said):
            turn.remember(doctor=doctor)
        phone = find_phone_number(turn.said)
        if phone:
            turn.remember(phone=phone)
        remember_bound_phone(turn, tools=self._tools)
        turn.remember(**help_slots(turn, said=f"{turn.slot('question') or ''} {turn.said}"))

    def readers(self) -> Mapping[str, Reader]:
        return {
            "booking_for": _read_booking_for,
            "patient_name": _read_patient_name,
            "department": self._read_department,
            "visit_day": read_visit_day("visit_day"),
            "help_needed": read_help_needed,
            "phone": read_phone,
        }

    def _hear(self, turn: Turn, *, slot: str) -> None:
        """Who needs no help says the words by which a form is left; a day told early is kept."""
        is_early = slot in _BEFORE_THE_DAY and turn.slot("visit_day") is None
        if is_early and _tells_day(_beside_name(turn.said, slot=slot)) and not self._lets_through(turn):
            turn.remember(visit_day=turn.said)
            if is_empty(turn.said):
                return  # nothing but the day: what was asked is asked again
        if slot == "help_needed" and wording().needs_no_help(turn.said):
            turn.remember(**read_help_needed(turn).slots, attempts=0)
        else:
            super()._hear(turn, slot=slot)

    def _read_department(self, turn: Turn) -> Reading:
        if wording().unsure(turn.said):
            return Reading({"department": self._described(str(turn.slot("question") or "")) or WITHHELD})
        department = self._department(turn.said)
        self._note_department(turn, department)
        return (
            Reading({"department": department}) if department else Reading(unclear="utter_department_unknown")
        )

    def _note_department(self, turn: Turn, name: str | None) -> None:
        turn.note(guided_to=self._tools.hospital.departments_of_ours([name] if name else []))

    def _department(self, said: str) -> str | None:
        """The hospital's own name of it: from the name said, else from the complaint described."""
        matches = self._tools.hospital.departments_for(said, limit=1) if said else []
        if not matches or matches[0].score >= NAMED:
            return matches[0].department.name if matches else None
        return self._described(said) or matches[0].department.name

    def _described(self, said: str) -> str | None:
        """Only where a complaint is named: a ranking ranks whatever it is given."""
        if not said or not self._tools.hospital.departments_for(said, limit=1):
            return None
        told = self._tools.guide.recommend(Described(text=said)).departments
        return told[0].name if told else None

    def _guided(self, turn: Turn) -> str | None:
        """Of the departments just recommended: the one counted, and with a plain yes the first."""
        guided: Sequence[str] = turn.slot("guided") or ()
        number = wording().ordinal(turn.said) or (1 if turn.intent == "affirm" else None)
        return guided[number - 1] if number and number <= len(guided) else None


def _read_booking_for(turn: Turn) -> Reading:
    """The name too, where it was said with it."""
    if holds_digits(turn.said) or len(turn.said) > _LONGEST_NAME:
        return Reading(unclear="utter_booking_for_unclear")
    name = wording().name_in(turn.said)
    who = wording().without_name(turn.said) if name else turn.said
    named = {"patient_name": name} if name else {}
    return Reading({"booking_for": who} | named | help_slots(turn, said=turn.said))


def _read_patient_name(turn: Turn) -> Reading:
    words = wording()
    if words.withholds(turn.said) or words.unsure(turn.said):
        return Reading({"patient_name": WITHHELD})
    name = words.name_in(turn.said) or words.bare_name(turn.said)
    if name is None:
        return Reading(unclear="utter_patient_name_unclear")
    return Reading({"patient_name": name} | help_slots(turn, said=turn.said))


def _beside_name(said: str, *, slot: str) -> str:
    """王明天 names no day, and 明天 names nobody."""
    words = wording()
    name = words.name_in(said) or (words.bare_name(said) if slot == "patient_name" else None)
    return said if name is None or is_empty(said) else said.replace(name, "", 1)


def _tells_day(said: str) -> bool:
    """A day and not just any."""
    return wording().names_day(said) and not wording().unsure(said)


def read_visit_day(slot: str) -> Reader:
    """A day to come, as it is said, into this slot."""

    def read(turn: Turn) -> Reading:
        words = wording()
        if words.names_past_day(turn.said):
            return Reading(unclear="utter_visit_day_past")
        if words.names_day(turn.said) or words.unsure(turn.said):
            return Reading({slot: turn.said})
        return Reading(unclear="utter_visit_day_unclear")

    return read
