"""Trackers as Rasa sends them, a search that knows what it is told, replies as Rasa would render them."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from fastapi.testclient import TestClient

from knowledge_base.entries import AWAITING_REVIEW, Entry, Source
from knowledge_base.search.searching import Hit, Reason, SearchResult, Told

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def responses() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / "bot/domain/responses.yml").read_text(encoding="utf-8"))
    said: dict[str, Any] = content["responses"]
    return said


def entry(
    slug: str = "missed_dose", *, follow_up: bool = False, title: str = "降压药漏服一次怎么办"
) -> Entry:
    return Entry(
        id=f"hypertension.{slug}",
        topic_id="hypertension",
        topic_name="高血压",
        aspect="medication",
        questions=(title,),
        answer="想起来时离下一次还早，就补上；快到下一次了，就不补。",
        spoken="想起来早就补上。快到下一次就不补。",
        seek_care="头晕得站不稳，请尽快就医。",
        follow_up=follow_up,
        sources=(Source(id="htn", title="中国高血压防治指南", publisher="修订委员会", year=2024),),
        review_status=AWAITING_REVIEW,
        version="0123456789ab",
        department="心血管内科",
    )


SILENCE = SearchResult(answers=(), nearest=(), abstained=True, reason=Reason.UNSURE, confident=False)


def found(*entries: Entry, confident: bool = True) -> SearchResult:
    hits = tuple(Hit(entry, 0.9 - place / 100) for place, entry in enumerate(entries))
    return SearchResult(answers=hits, nearest=hits, abstained=False, reason=None, confident=confident)


@dataclass
class ScriptedSearch:
    """Answers by the first key the question holds; a value that is an exception is raised."""

    known: dict[str, SearchResult | Exception] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    values: dict[str, tuple[Told, ...]] = field(default_factory=dict)

    def find(self, question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:
        self.asked.append((question, topic))
        result = next((value for key, value in self.known.items() if key in question), SILENCE)
        if isinstance(result, Exception):
            raise result
        return result

    def read(self, message: str) -> tuple[Told, ...]:
        return next((told for key, told in self.values.items() if key in message), ())


def tracker(
    said: str,
    *,
    intent: str = "ask_health_question",
    slots: Mapping[str, Any] | None = None,
    form: str | None = None,
    metadata: Mapping[str, Any] | None = None,
    entities: Sequence[Mapping[str, Any]] = (),
    before: Sequence[Mapping[str, Any]] = (),
    after: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """`form` is the active one; `before` and `after` are events around the message."""
    message = {"event": "user", "text": said, "parse_data": {"intent": {"name": intent}}}
    events = [*before, {"event": "action", "name": "action_listen"}, message, *after]
    return {
        "sender_id": "c-1",
        "slots": dict(slots or {}),
        "latest_message": {
            "text": said,
            "intent": {"name": intent, "confidence": 0.9},
            "entities": list(entities),
            "metadata": {
                "message_id": "m-1",
                "channel": "web",
                "grade": "routine",
                "ticket": None,
                **(metadata or {}),
            },
        },
        "events": events,
        "paused": False,
        "active_loop": {"name": form} if form else {},
        "latest_action_name": "action_listen",
    }


def answering(
    said: str, *, form: str, asked: str, slots: Mapping[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """The caller answers a form that asked for a slot."""
    known = {"requested_slot": asked, **(slots or {})}
    before = [{"event": "active_loop", "name": form}, {"event": "action", "name": form}]
    after = [{"event": "action", "name": form}]
    return tracker(said, form=form, slots=known, before=before, after=after, **more)


def beginning(said: str, *, form: str, slots: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """The form starts with this message."""
    after = [{"event": "active_loop", "name": form}, {"event": "action", "name": form}]
    return tracker(said, form=form, slots=slots, after=after, **more)


@dataclass(frozen=True)
class Answer:
    """What an action told Rasa; `slots` holds the last value set."""

    said: tuple[str, ...]
    texts: tuple[str, ...]
    buttons: tuple[str, ...]
    custom: tuple[dict[str, Any], ...]
    slots: dict[str, Any]
    noted: tuple[dict[str, Any], ...]
    """What is kept with the caller's message."""
    then: str | None
    events: tuple[dict[str, Any], ...]

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


@dataclass(frozen=True)
class Actions:
    """The webhook, spoken to as Rasa does."""

    client: TestClient

    def run(self, action: str, state: Mapping[str, Any]) -> Answer:
        call = {"next_action": action, "sender_id": state["sender_id"], "tracker": state, "version": "3.6.21"}
        reply = self.client.post("/actions/webhook", content=json.dumps(call))
        assert reply.status_code == 200, reply.text
        return _answer(reply.json())


def _answer(reply: Mapping[str, Any]) -> Answer:
    said, events = [one for one in reply["responses"] if one["response"]], reply["events"]
    noted = [one["custom"] for one in reply["responses"] if not one["response"]]
    return Answer(
        said=tuple(one["response"] for one in said),
        texts=tuple(_render(one) for one in said),
        buttons=tuple(button["payload"] for one in said for button in one["buttons"]),
        custom=tuple(one["custom"] for one in said if one["custom"]),
        slots={event["name"]: event["value"] for event in events if event["event"] == "slot"},
        noted=tuple(noted),
        then=next((event["name"] for event in events if event["event"] == "followup"), None),
        events=tuple(events),
    )


def _render(message: Mapping[str, Any]) -> str:
    """As Rasa fills it, but a placeholder without a value is an error here and a raw brace there."""
    text: str = responses()[message["response"]][0]["text"]
    return PLACEHOLDER.sub(lambda match: str(message[match[1]]), text)
