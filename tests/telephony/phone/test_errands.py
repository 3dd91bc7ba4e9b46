"""Whoever takes a call of ours hears what it is about only after a key, and may end it for good."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotline.outgoing_calls import Errand, RingOutcome, Said
from knowledge_base import Hospital
from telephony.phone.errand_state import ErrandState, outcome
from telephony.phone.errands import begin, take
from telephony.phone.steps import HangUp, Listen, Pace, Step
from telephony.words import Words
from tests.hotline.making import MORNING
from tests.telephony.phone.errand_making import MESSAGE, a_state, did, prompts, told

A_SECOND = {Pace.NORMAL: 4, Pace.SLOW: 3}
LONGEST_PROMPT = 15
ANSWERED, HUNG_UP = RingOutcome.ANSWERED, RingOutcome.HUNG_UP
DOINGS = st.sampled_from(["", *"12345678*#", "喂", "是我", "没有", "满意", "听不清"])


def play(state: ErrandState, *doings: str) -> Step | None:
    step: Step | None = begin(state)
    for doing in doings:
        assert not isinstance(step, HangUp), "nothing follows the end"
        step = take(state, did(doing), now=MORNING)
    return step


def heard_all(state: ErrandState, *doings: str) -> str:
    said, step = "", begin(state)
    said += told(step)
    for doing in doings:
        step = take(state, did(doing), now=MORNING)  # type: ignore[assignment]
        said += told(step)
    return said


@pytest.mark.parametrize("errand", Errand)
def test_before_a_key_nobody_learns_what_it_is_about(
    words: Words, hospital: Hospital, errand: Errand
) -> None:
    said = heard_all(a_state(words, hospital, errand=errand), "", "")
    assert "智能语音助手" in said
    assert hospital.short_name in said
    assert not any(word in said for word in ("心内科", "门诊", "林", "药", "复查"))


def test_a_message_is_told_slowly_in_breaths_and_once_more_where_asked(
    words: Words, hospital: Hospital
) -> None:
    state = a_state(words, hospital)
    said = heard_all(state, "1", "")
    assert "".join(state.parts) in said.replace("听清了请按一，再听一遍请按二。", "")
    assert len(state.parts) == 2
    first = take(state, did("2"), now=MORNING)
    assert told(first) == state.parts[0]
    assert isinstance(first, Listen)
    assert first.prompt[0].pace is Pace.SLOW


@pytest.mark.parametrize(
    ("errand", "doings", "came_of_it", "said"),
    [
        (Errand.FEEDBACK, ("1", "", "1", ""), ANSWERED, Said()),
        (Errand.FEEDBACK, ("1", "", ""), ANSWERED, Said()),
        (Errand.FEEDBACK, ("1",), HUNG_UP, Said()),
        (Errand.FEEDBACK, ("是我", "", "听清了"), ANSWERED, Said()),
        (Errand.FEEDBACK, ("", ""), RingOutcome.MACHINE, Said()),
        (Errand.FEEDBACK, ("喂",), HUNG_UP, Said()),
        (Errand.FEEDBACK, ("打错了",), RingOutcome.WRONG_NUMBER, Said()),
        (Errand.FEEDBACK, ("8",), ANSWERED, Said(refuses=True)),
        (Errand.FEEDBACK, ("1", "不要再打了"), ANSWERED, Said(refuses=True)),
        (Errand.FEEDBACK, ("9",), RingOutcome.DIVERTED, Said()),
        (Errand.FEEDBACK, ("1", "", "1", "9"), ANSWERED, Said()),
        (Errand.SATISFACTION, ("1", "1", "5"), ANSWERED, Said(solved=True, score=5)),
        (Errand.SATISFACTION, ("1", "2", "1"), ANSWERED, Said(solved=False, score=1)),
        (Errand.SATISFACTION, ("1", "没有解决"), ANSWERED, Said(solved=False)),
        (Errand.SATISFACTION, ("1", "7", "2", "9"), ANSWERED, Said(solved=False)),
        (Errand.SATISFACTION, ("1", "1", "很满意"), ANSWERED, Said(solved=True, score=5)),
        (Errand.SATISFACTION, ("1", "", ""), HUNG_UP, Said()),
        (Errand.FOLLOW_UP, ("1", "3"), ANSWERED, Said()),
        (Errand.REFILL, ("1", "1"), ANSWERED, Said()),
    ],
)
def test_what_came_of_it(  # noqa: PLR0917 - a table of facts
    words: Words,
    hospital: Hospital,
    errand: Errand,
    doings: tuple[str, ...],
    came_of_it: RingOutcome,
    said: Said,
) -> None:
    has_text = errand.needs_message
    state = a_state(words, hospital, errand=errand, message=MESSAGE if has_text else None)
    play(state, *doings)
    assert (outcome(state, now=MORNING), state.results) == (came_of_it, said)


@pytest.mark.parametrize(
    ("doings", "key"),
    [(("1", "1"), "1"), (("1", "1", "晚点再说"), "2"), (("1", "1", "3"), "3"), (("1",), None)],
)
def test_who_is_reminded_is_asked_what_became_of_it(
    words: Words, hospital: Hospital, doings: tuple[str, ...], key: str | None
) -> None:
    state = a_state(words, hospital, errand=Errand.VISIT, message="明天上午来医院。")
    state.reminds = True
    assert ("办好了请按一" in heard_all(state, "1", "1")) is True
    state = a_state(words, hospital, errand=Errand.VISIT, message="明天上午来医院。")
    state.reminds = True
    play(state, *doings, *(("1",) if key == "1" else ()))
    assert state.results == Said(key=key)


def test_who_hangs_up_when_all_was_said_has_heard_it(words: Words, hospital: Hospital) -> None:
    state = a_state(words, hospital)
    play(state, "1", "")
    needs = timedelta(seconds=len(state.parts[-1]) / 3)
    assert outcome(state, now=MORNING + needs - timedelta(seconds=1)) is HUNG_UP
    assert outcome(state, now=MORNING + needs) is ANSWERED


@pytest.mark.parametrize(
    "said", ["我胸口压得慌，满头大汗", "好的，可是我胸口疼", "帮我挂个号", "0", "9", "更重了"]
)
@pytest.mark.parametrize("before", [(), ("1",), ("1", "", "1")])
def test_anything_else_belongs_to_the_ordinary_dialogue_and_its_gate(
    words: Words, hospital: Hospital, before: tuple[str, ...], said: str
) -> None:
    assert play(a_state(words, hospital), *before, said) is None


def test_a_hello_is_no_proof_of_who_it_is(words: Words, hospital: Hospital) -> None:
    state = a_state(words, hospital)
    play(state, "喂", "你是谁", "请说")
    assert not state.confirmed
    assert isinstance(play(state, "喂", "喂"), HangUp), "nor does it go on for ever"


@pytest.mark.parametrize("errand", Errand)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(doings=st.lists(DOINGS, max_size=12))
def test_whatever_is_done_each_prompt_is_short_and_the_call_ends(
    words: Words, hospital: Hospital, errand: Errand, doings: list[str]
) -> None:
    state = a_state(words, hospital, errand=errand)
    step = begin(state)
    for doing in doings:
        spoken = list(prompts(step))
        assert spoken
        assert all(one.text for one in spoken)
        assert sum(len(one.text) / A_SECOND[one.pace] for one in spoken) <= LONGEST_PROMPT
        if isinstance(step, HangUp):
            break
        following = take(state, did(doing), now=MORNING)
        if following is None:
            assert state.handed_over
            return
        step = following
    for _ in range(20):
        if isinstance(step, HangUp):
            return
        step = take(state, did(""), now=MORNING)  # type: ignore[assignment]
    raise AssertionError("silence never ended the call")
