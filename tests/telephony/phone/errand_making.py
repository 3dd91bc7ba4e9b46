"""A call of ours to try things on: somebody who presses, says or keeps silent, and what he hears."""

from collections.abc import Iterator
from itertools import count

from hotline.outgoing_calls import Errand
from knowledge_base import Hospital
from telephony.phone.errand_state import ErrandState
from telephony.phone.errand_words import ErrandWords
from telephony.phone.events import Began, CallEvent, Direction, Heard, Pressed, Silent
from telephony.phone.steps import HangUp, Listen, Spoken, Step
from telephony.words import Words
from tests.hotline.making import MORNING

MESSAGE = "心内科专家周二上午门诊，请带上病历，早上不要吃东西。挂号在一楼大厅，到了先到分诊台找护士。"
_TOKENS = count(1)


def a_state(
    words: Words, hospital: Hospital, *, errand: Errand = Errand.FEEDBACK, message: str | None = MESSAGE
) -> ErrandState:
    said = ErrandWords(words, hospital=hospital)
    return ErrandState(errand=errand, words=said, message=message, told_at=MORNING)


def began(errand: object, *, call: str = "CA1", machine: bool = False) -> Began:
    return Began(
        call=call,
        token=f"{call}-0",
        number="13800008000",
        direction=Direction.OUTBOUND,
        errand=str(errand),
        machine=machine,
    )


def pressed(keys: str, *, call: str = "CA1") -> Pressed:
    return Pressed(call=call, token=f"t{next(_TOKENS)}", keys=keys)


def heard(text: str, *, call: str = "CA1") -> Heard:
    return Heard(call=call, token=f"t{next(_TOKENS)}", text=text, confidence=0.9)


def silent(*, call: str = "CA1") -> Silent:
    return Silent(call=call, token=f"t{next(_TOKENS)}")


def did(what: str) -> CallEvent:
    """One key, a silence (empty), or words."""
    if not what:
        return silent()
    return pressed(what) if len(what) == 1 and what in "0123456789*#" else heard(what)


def told(step: Step | None) -> str:
    assert isinstance(step, Listen | HangUp)
    return "".join(spoken.text for spoken in step.prompt)


def prompts(step: Step) -> Iterator[Spoken]:
    assert isinstance(step, Listen | HangUp)
    yield from step.prompt
