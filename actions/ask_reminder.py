"""A reminder the caller asks for: taken down, and told back with the day, the way and how to end it."""

from datetime import date, datetime

from actions.capability import Capability
from actions.tickets import due_line, given, leaves_number, phone_of
from actions.turn import Turn
from actions.wording import wording
from hotline.database import StorageUnavailable
from hotline.reminders import MomentPassed, ReminderKind, TooFarAhead

_WAYS = {"wechat": "reminder_way_wechat"}


class AskReminder(Capability):
    """A kind or a day that never came clear is not guessed: a person is offered."""

    capability = "action_ask_reminder"

    def perform(self, turn: Turn) -> None:
        kind, said = given(turn.slot("reminder_kind")), given(turn.slot("reminder_at"))
        if kind is None or said is None:
            turn.say("utter_reminder_unclear")
            turn.remember(offer="nurse")
        else:
            self._ask(turn, ReminderKind(kind), said)
        turn.remember(reminder_kind=None, reminder_at=None, attempts=0, misses=0)

    def _ask(self, turn: Turn, kind: ReminderKind, said: str) -> None:
        line = self._tools.hospital.placeholders["hotline"]
        try:
            at = self._tools.reminders.ask(
                kind=kind,
                on=date.fromisoformat(said[:10]),
                at=datetime.fromisoformat(said).time() if "T" in said else None,
                conversation_id=turn.conversation_id,
                channel=turn.channel,
                phone=phone_of(turn, tools=self._tools),
            )
        except MomentPassed:
            turn.say("utter_reminder_day_past")
        except TooFarAhead:
            turn.say("utter_reminder_too_far")
        except StorageUnavailable:
            turn.say("utter_reminder_unavailable", line=line)
        else:
            self._tell(turn, kind, at)

    def _tell(self, turn: Turn, kind: ReminderKind, at: datetime) -> None:
        way = "reminder_way_phone" if leaves_number(turn) else "reminder_way_chat"
        turn.say(
            "utter_reminder_asked",
            when=due_line(at, tools=self._tools),
            what=wording().line(f"reminder_{kind.value}"),
            way=wording().line(_WAYS.get(turn.channel, way)),
        )
