"""Stands in for Rasa: a file says what a dialogue manager decides, and the real actions are run for it."""

from collections.abc import Mapping
from typing import Any

import httpx
from fastapi import FastAPI

from telephony.bot_client import BotAnswer, read_answer
from tests.golden.domain import Domain
from tests.golden.tracker import LISTEN, REQUESTED, Tracker

Message = dict[str, Any]


class ScriptedBot:
    """Follows one list at a time: an intent, then actions, forms and responses, as a Rasa rule names them."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._actions = httpx.AsyncClient()
        self._trackers: dict[str, Tracker] = {}
        self.script: tuple[str, ...] = ()

    def set_up(self, actions: FastAPI) -> None:
        self._actions = httpx.AsyncClient(transport=httpx.ASGITransport(actions), base_url="http://actions")

    async def aclose(self) -> None:
        await self._actions.aclose()

    async def ask(self, conversation_id: str, *, text: str, metadata: Mapping[str, Any]) -> BotAnswer:
        tracker = self._trackers.setdefault(conversation_id, Tracker(conversation_id))
        intent, *steps = self.script
        tracker.hear(text, intent=intent, metadata=metadata)
        said: list[Message] = []
        while steps:
            step = steps.pop(0)
            followups = await self._take(step, tracker=tracker, said=said)
            tracker.act(step)
            steps = [*followups, *steps]
        tracker.act(LISTEN)
        return read_answer(said)

    async def _take(self, step: str, *, tracker: Tracker, said: list[Message]) -> list[str]:
        if step in self._domain.responses:
            self._say({"response": step}, tracker=tracker, said=said)
            return []
        if step in self._domain.forms:
            return await self._step_form(step, tracker=tracker, said=said)
        return _followups(await self._run(step, tracker=tracker, said=said))

    async def _step_form(self, form: str, *, tracker: Tracker, said: list[Message]) -> list[str]:
        """As Rasa's forms do: listen where there is something new, then ask for what is missing, or end."""
        begins = tracker.form != form
        if begins:
            tracker.enter(form)
        heard = tracker.just_heard
        events = await self._run(f"validate_{form}", tracker=tracker, said=said, performing=form)
        slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
        if slots.get(REQUESTED, form) is None:
            return self._end_form(tracker)
        if heard and not begins and not slots:
            return []  # no answer to the form: the next step of the list answers the message
        missing = [slot for slot in self._domain.forms[form] if tracker.slots.get(slot) is None]
        if not missing:
            return self._end_form(tracker)
        tracker.fill(REQUESTED, missing[0])
        self._say({"response": f"utter_ask_{missing[0]}"}, tracker=tracker, said=said)
        return []

    @staticmethod
    def _end_form(tracker: Tracker) -> list[str]:
        tracker.enter(None)
        tracker.fill(REQUESTED, None)
        return []

    async def _run(
        self, action: str, *, tracker: Tracker, said: list[Message], performing: str | None = None
    ) -> list[dict[str, Any]]:
        call = {"next_action": action, "sender_id": "", "tracker": tracker.as_json(performing=performing)}
        response = await self._actions.post("/actions/webhook", json=call)
        response.raise_for_status()
        result = response.json()
        for message in result["responses"]:
            self._say(message, tracker=tracker, said=said)
        events: list[dict[str, Any]] = result["events"]
        for event in events:
            if event["event"] == "slot":
                tracker.fill(event["name"], event["value"])
        return events

    def _say(self, message: Mapping[str, Any], *, tracker: Tracker, said: list[Message]) -> None:
        """Render as Rasa does: the domain's sentence with its buttons, and what the action adds."""
        name = message.get("response") or ""
        text = self._domain.words.fill(name, **{**tracker.slots, **message}) if name else message.get("text")
        own = (
            [{"title": choice.title, "payload": choice.says} for choice in self._domain.words.choices(name)]
            if name
            else []
        )
        whole = {
            "text": text,
            "buttons": [*own, *(message.get("buttons") or [])],
            "custom": message.get("custom") or {},
        }
        tracker.say(whole, by=name)
        said.append(whole)


def _followups(events: list[dict[str, Any]]) -> list[str]:
    """What an action asks to be run next; to listen is to run nothing."""
    named = [event["name"] for event in events if event["event"] == "followup"]
    return [name for name in named if name != LISTEN]
