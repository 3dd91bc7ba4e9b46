"""What was said last, again: as it was, or sentence by sentence for somebody who needs it slower."""

import re
from typing import Any

from actions.capability import Capability
from actions.turn import Turn

_SENTENCE = re.compile(r"[^。？；\n]+[。？；]?")


class RepeatAnswer(Capability):
    """Reads the conversation itself: what was said must be repeated even where it was no entry."""

    capability = "action_repeat_answer"

    def perform(self, turn: Turn) -> None:
        said = _last_said(turn.tracker.events)
        if not said:
            turn.say("utter_nothing_to_repeat")
            return
        for text, data in said:
            self._say_again(turn, text=text, data=data)

    def _say_again(self, turn: Turn, *, text: str, data: dict[str, Any]) -> None:
        custom = data.get("custom") or {}
        buttons = data.get("buttons") or []
        if turn.intent != "slower":
            turn.say("utter_again", custom=custom, buttons=buttons, text_again=text)
            return
        sentences = [part.strip() for part in _SENTENCE.findall(custom.get("spoken") or text) if part.strip()]
        for sentence in sentences[:-1]:
            turn.say("utter_again", text_again=sentence)
        turn.say("utter_again", custom={**custom, "pace": "slow"}, buttons=buttons, text_again=sentences[-1])


def _last_said(events: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """The messages of the bot's last turn, without a form's question: the form asks it again by itself."""
    said: list[tuple[str, dict[str, Any]]] = []
    for event in reversed(events):
        if event["event"] == "user" and said:
            break
        if event["event"] == "bot" and event.get("text") and not _asked_by_form(event):
            said.insert(0, (event["text"], event.get("data") or {}))
    return said


def _asked_by_form(event: dict[str, Any]) -> bool:
    return str((event.get("metadata") or {}).get("utter_action") or "").startswith("utter_ask_")
