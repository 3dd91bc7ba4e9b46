"""When and where somebody sees patients: the hospital's clinics and the townships' fixed days."""

from actions.capability import Capability
from actions.offered_sitting import offer
from actions.turn import LISTEN, Turn
from knowledge_base.clinics import Told, ToldKind

_HEARD = "phone"
"""The channel that is listened to: three lines there, five on a screen."""


class FindClinic(Capability):
    """The day, the department, the doctor and the place are read from the message; the timetable answers."""

    capability = "action_find_clinic"

    def perform(self, turn: Turn) -> None:
        told = self._tools.clinics.ask(
            turn.said,
            now=self._tools.clock.now(),
            aloud=turn.channel == _HEARD,
            earlier=turn.slot("clinic_question"),
        )
        if told.kind is ToldKind.UNCLEAR:
            turn.say("utter_clinics_unclear", hours=self._tools.hospital.placeholders.get("outpatient_hours"))
            turn.remember(offer=None)
            return
        turn.note(guided_to=told.departments)
        turn.remember(clinic_question=told.about, misses=0)
        self._say(turn, told)
        if not turn.form:
            turn.then(LISTEN)  # where the search handed over, no rule says what comes next

    def _say(self, turn: Turn, told: Told) -> None:
        if told.kind is ToldKind.WHICH:
            buttons = [{"title": title, "payload": says} for title, says in told.choices]
            turn.say("utter_clinics_which", buttons=buttons, clinics=told.text)
        elif told.offer is not None and not turn.form:
            turn.say("utter_clinics", clinics=told.text, offered=told.offered)
            offer(turn, told.offer)
            return
        else:
            turn.say("utter_clinics_told", clinics=told.text)
        if not turn.form:
            turn.remember(offer=None)
