"""How what was said, and how a talk stands, goes over the wire to the page."""

from typing import Any

from hotline.conversations import Direction
from hotline.handoff import PushedLine, TalkStanding
from hotline.ledger import SaidLine
from hotline.safety import TriageGrade
from telephony.messages import BubbleKind
from telephony.words import Words


def pushed(line: PushedLine, *, words: Words) -> dict[str, Any]:
    """A line that comes unasked, in a live talk."""
    return {
        "seq": line.seq,
        "id": line.message_id,
        "who": "nurse" if line.nurse else "notice",
        "by": _label(line.nurse, words=words),
        "text": line.text,
        "at": line.at.isoformat(),
    }


def shown_again(line: SaidLine, *, words: Words) -> dict[str, Any]:
    """A line of the history."""
    ours = line.direction is Direction.OUT
    instruction = ours and line.grade is TriageGrade.EMERGENCY
    return {
        "id": line.message_id,
        "who": _who(line) if ours else "caller",
        "kind": (BubbleKind.INSTRUCTION if instruction else BubbleKind.TEXT).value,
        "text": line.text,
        "at": line.at.isoformat(),
        "by": _label(line.nurse, words=words),
        "seq": line.seq,
    }


def standing_of(talk: TalkStanding | None, *, words: Words) -> dict[str, Any] | None:
    if talk is None:
        return None
    wait = talk.wait
    if talk.nurse:
        text = words.fill("utter_talk_held", nurse=talk.nurse)
    elif wait is None:
        text = words.fill("utter_talk_nobody")
    else:
        name = "utter_talk_waiting" if wait.ahead else "utter_talk_next"
        text = words.fill(name, ahead=wait.ahead, minutes=wait.minutes)
    return {"nurse": talk.nurse, "text": text}


def choices_of(name: str, *, words: Words) -> list[dict[str, str]]:
    return [{"title": one.title, "says": one.says} for one in words.choices(name)]


def _label(nurse: str | None, *, words: Words) -> str:
    return words.fill("utter_nurse_label", nurse=nurse) if nurse else ""


def _who(line: SaidLine) -> str:
    if line.seq is None:
        return "hotline"
    return "nurse" if line.nurse else "notice"
