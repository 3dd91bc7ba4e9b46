"""No more reminders, said once: whatever was still to come is withdrawn."""

from actions.capability import Capability
from actions.turn import Turn
from hotline.database import StorageUnavailable


class StopReminders(Capability):
    """Who has none hears so, and is left in peace all the same."""

    capability = "action_stop_reminders"

    def perform(self, turn: Turn) -> None:
        try:
            coming = self._tools.reminders.stop(conversation_id=turn.conversation_id)
        except StorageUnavailable:
            turn.say("utter_reminder_unavailable", line=self._tools.hospital.placeholders["hotline"])
            return
        turn.say("utter_reminders_stopped" if coming else "utter_reminders_none")
