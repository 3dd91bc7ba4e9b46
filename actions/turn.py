"""One call of an action as the capability sees it: what was said, what is remembered, what to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from hotline.conversations import Missed
from hotline.safety import TriageGrade

LISTEN = "action_listen"
Button = Mapping[str, str]


@dataclass(frozen=True)
class Turn:
    """`events` is what Rasa is told to remember; the messages go through the dispatcher."""

    dispatcher: CollectingDispatcher
    tracker: Tracker
    events: list[dict[str, Any]] = field(default_factory=list)

    @property
    def conversation_id(self) -> str:
        return str(self.tracker.sender_id)

    @property
    def said(self) -> str:
        return str(self.tracker.latest_message.get("text") or "")

    @property
    def intent(self) -> str:
        return str((self.tracker.latest_message.get("intent") or {}).get("name") or "")

    @property
    def metadata(self) -> Mapping[str, Any]:
        return self.tracker.latest_message.get("metadata") or {}

    @property
    def channel(self) -> str:
        return str(self.metadata.get("channel") or "rest")

    @property
    def grade(self) -> TriageGrade:
        return TriageGrade(self.metadata.get("grade") or TriageGrade.ROUTINE)

    @property
    def new_ticket(self) -> dict[str, Any] | None:
        """The ticket the intake opened for this message, unless the caller was told of it before."""
        ticket = self.metadata.get("ticket")
        if not ticket or ticket["code"] == self.slot("last_code"):
            return None
        return dict(ticket)

    @property
    def form(self) -> str | None:
        name: str | None = self.tracker.active_loop_name
        return name

    def slot(self, name: str) -> Any:
        return self.tracker.slots.get(name)

    def entity(self, kind: str) -> str | None:
        """The longest of the names of this kind that the message holds."""
        found = [
            str(one["value"])
            for one in self.tracker.latest_message.get("entities", [])
            if one["entity"] == kind
        ]
        return max(found, key=len, default=None)

    def remember(self, **slots: object) -> None:
        for name, value in slots.items():
            self.tracker.slots[name] = value
            self.events.append(SlotSet(name, value))

    def then(self, action: str) -> None:
        self.events.append(FollowupAction(action))

    def say(
        self,
        response: str,
        *,
        buttons: Sequence[Button] = (),
        custom: Mapping[str, Any] | None = None,
        **values: object,
    ) -> None:
        """Have Rasa fill the response of this name; `custom` is for the channel, not for the eye."""
        self.dispatcher.utter_message(
            response=response, buttons=list(buttons), json_message=dict(custom or {}), **values
        )

    def note(self, *, missed: Missed | None = None, guided_to: Sequence[str] = ()) -> None:
        """For what is kept of the message, not for its caller: without words, so that nobody repeats it."""
        if missed or guided_to:
            self.dispatcher.utter_message(
                json_message={"kind": "known", "missed": missed, "guided_to": list(guided_to)}
            )

    def begins(self, form: str) -> bool:
        """Whether the form starts with this very message."""
        for event in reversed(self.tracker.events):
            if event["event"] == "active_loop":
                return bool(event["name"] == form)
            if event["event"] == "user":
                return False
        return False

    def answers(self, form: str) -> bool:
        """Whether this message answers the form, rather than the form resuming after an interruption."""
        actions = [event["name"] for event in self.tracker.events if event["event"] == "action"]
        while actions and actions[-1] == form:
            actions.pop()
        return self.form == form and bool(actions) and actions[-1] == LISTEN
