"""A caller's words in, what is told out: the one door of this package."""

from dataclasses import replace
from datetime import datetime

from knowledge_base.clinics.days import read_days
from knowledge_base.clinics.doctors import DoctorsMeant
from knowledge_base.clinics.finding import ClinicFinder, sittings_for
from knowledge_base.clinics.places import PlaceNames
from knowledge_base.clinics.question import ClinicQuestion, ClinicReader
from knowledge_base.clinics.saying import Phrases
from knowledge_base.clinics.telling import Told, ToldKind, ask_which_doctor, ask_which_village, tell
from knowledge_base.profile import Hospital
from knowledge_base.sittings import Sitting, Timetable
from knowledge_base.townships import Townships

Sittings = list[Sitting]
_SHORT = 10
"""Characters of a message that only says another day."""


class Clinics:
    """Knows when and where somebody sees patients, in words and on dates."""

    def __init__(self, hospital: Hospital, *, townships: Townships, timetable: Timetable) -> None:
        self._hospital = hospital
        self._timetable = timetable
        self._reader = ClinicReader(hospital, places=PlaceNames(hospital, townships))
        self._finder = ClinicFinder(hospital, townships=townships)

    def asks(self, text: str, *, now: datetime, earlier: str | None = None) -> bool:
        """Whether a message asks for a clinic, or goes on asking, where no dialogue decided it."""
        question, _ = self._read(text, now=now)
        goes_on = earlier and len(text) <= _SHORT and question.days and not question.names_whom
        return bool(goes_on) or self._reader.asks(question, text)

    def ask(self, text: str, *, now: datetime, aloud: bool = False, earlier: str | None = None) -> Told:
        """`now` is any aware instant; `earlier` is what was asked before, to which 那周五呢 belongs."""
        question, sittings = self._read(text, now=now)
        about = text
        if earlier and not question.names_whom:
            question, about = question.after(self._read(earlier, now=now)[0]), earlier
        told = self._answer(question, text, sittings=sittings, now=now, aloud=aloud)
        about = about if question.names_something else earlier or ""
        ours = self._hospital.departments_of_ours(question.departments)
        return replace(told, about=about, departments=ours)

    def _answer(
        self, question: ClinicQuestion, text: str, *, sittings: Sittings, now: datetime, aloud: bool
    ) -> Told:
        local = now.astimezone(self._hospital.zone)
        phrases = Phrases(hospital=self._hospital, today=local.date(), aloud=aloud)
        if not question.names_something and not _is_wide(question):
            return Told(kind=ToldKind.UNCLEAR, text="")
        if len(question.places.villages) > 1:
            return ask_which_village(question.places.villages, said=text, phrases=phrases)
        if question.unknown_department:
            no = phrases.line("no_department", department=question.unknown_department)
            return Told(kind=ToldKind.TOLD, text=no)
        return self._tell(question, sittings=sittings, now=local, phrases=phrases)

    def _tell(self, question: ClinicQuestion, *, sittings: Sittings, now: datetime, phrases: Phrases) -> Told:
        doctors = question.doctors
        if len(doctors.meant) > 1:
            return ask_which_doctor(doctors.meant, phrases=phrases)
        before: list[str] = []
        if doctors.unknown and doctors.meant:
            called = doctors.meant[0].called
            before.append(phrases.line("alike", unknown=doctors.unknown, called=called))
        elif doctors.unknown and not question.departments:
            text = phrases.line("no_doctor_ask", unknown=doctors.unknown)
            return Told(kind=ToldKind.TOLD, text=text)
        elif doctors.unknown:
            before.append(phrases.line("no_doctor", unknown=doctors.unknown))
            question = replace(question, doctors=DoctorsMeant())
        if question.days and question.days.is_past:
            before.append(phrases.line("past"))
            question = replace(question, days=None)
        told = tell(self._finder.find(question, sittings=sittings, now=now), phrases=phrases)
        return replace(told, text="\n".join([*before, told.text]))

    def _read(self, text: str, *, now: datetime) -> tuple[ClinicQuestion, Sittings]:
        """The doctors of the weeks asked about are those whose names are looked for."""
        today = now.astimezone(self._hospital.zone).date()
        days = read_days(text, today=today)
        sittings = list(sittings_for(self._timetable, days=days.on if days else (), today=today))
        return self._reader.read(text, today=today, sittings=sittings), sittings


def _is_wide(question: ClinicQuestion) -> bool:
    """专家哪天来, 乡下这周有谁: wide, and still a question that has an answer."""
    return question.places.any_branch or question.expert or question.outside is not None
