"""When and where somebody sees patients: the hospital's clinics and the townships' fixed days."""

from actions.capability import Capability
from actions.turn import Turn
from actions.wording import wording


class FindClinic(Capability):
    """Reads the day from the message; the profile finds department and place in it."""

    capability = "action_find_clinic"

    def perform(self, turn: Turn) -> None:
        words = wording()
        today = self._tools.clock.now().astimezone(self._tools.hospital.zone).isoweekday()
        clinics = self._tools.hospital.clinics(weekday=words.weekday(turn.said, today=today), text=turn.said)
        if not clinics:
            turn.say("utter_clinics_unknown")
            return
        lines = [
            words.line(
                "clinic",
                weekday=words.weekday_names[clinic.weekday - 1],
                hours=f"{clinic.starts}–{clinic.ends}",
                department=clinic.department,
                doctor=clinic.doctor,
                where=clinic.where,
            )
            for clinic in clinics[:6]
        ]
        turn.say("utter_clinics", clinics="\n".join(lines))
        turn.remember(misses=0)
