"""The working memory of one conversation in the form Rasa sends it to the actions."""

from collections.abc import Mapping
from typing import Any

LISTEN = "action_listen"
REQUESTED = "requested_slot"


class Tracker:
    """Slots, the active form and all events, as JSON."""

    def __init__(self, conversation_id: str) -> None:
        self._sender = conversation_id
        self._events: list[dict[str, Any]] = [{"event": "action", "name": LISTEN}]
        self._message: dict[str, Any] = {}
        self.slots: dict[str, Any] = {}
        self.form: str | None = None

    def hear(self, text: str, *, intent: str, metadata: Mapping[str, Any]) -> None:
        self._message = {
            "text": text,
            "intent": {"name": intent, "confidence": 1.0},
            "entities": [],
            "metadata": dict(metadata),
        }
        self._events.append({"event": "user", "text": text, "parse_data": self._message})

    def act(self, name: str) -> None:
        self._events.append({"event": "action", "name": name})

    def say(self, message: Mapping[str, Any], *, by: str) -> None:
        data = {"buttons": message.get("buttons"), "custom": message.get("custom")}
        self._events.append(
            {"event": "bot", "text": message.get("text"), "data": data, "metadata": {"utter_action": by}}
        )

    def fill(self, slot: str, value: Any) -> None:
        self.slots[slot] = value
        self._events.append({"event": "slot", "name": slot, "value": value})

    def enter(self, form: str | None) -> None:
        self.form = form
        self._events.append({"event": "active_loop", "name": form})

    @property
    def just_heard(self) -> bool:
        """Whether nothing was done yet about the last message."""
        actions = [event["name"] for event in self._events if event["event"] == "action"]
        return bool(actions[-1] == LISTEN)

    def as_json(self, *, performing: str | None = None) -> dict[str, Any]:
        """`performing` is the form on whose behalf a validating action is called."""
        acting = [{"event": "action", "name": performing}] if performing else []
        return {
            "sender_id": self._sender,
            "slots": dict(self.slots),
            "latest_message": self._message,
            "events": [*self._events, *acting],
            "active_loop": {"name": self.form} if self.form else {},
            "latest_action_name": performing or self._events[-1].get("name"),
            "paused": False,
            "followup_action": None,
            "latest_input_channel": "rest",
        }
