"""Which department: up to three that fit, where they are and when, and the offer to book."""

from actions.capability import Capability
from actions.turn import Turn
from actions.wording import wording


class FindDepartment(Capability):
    """Three, because a caller's few words seldom decide between them."""

    capability = "action_find_department"

    def perform(self, turn: Turn) -> None:
        matches = self._tools.hospital.departments_for(turn.said, limit=3)
        lines = [
            wording().line(
                "department",
                position=position,
                name=match.department.name,
                where=match.department.where,
                hours=match.department.hours,
            )
            for position, match in enumerate(matches, start=1)
        ]
        if turn.form:
            turn.say(
                "utter_departments_in_form" if lines else "utter_noted_for_nurse",
                departments="\n".join(lines),
            )
            return
        if lines:
            turn.say("utter_departments", departments="\n".join(lines))
        else:
            turn.say("utter_departments_unsure")
        turn.remember(offer="booking", question=turn.said, misses=0)
