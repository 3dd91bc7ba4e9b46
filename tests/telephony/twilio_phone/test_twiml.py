"""Every step becomes TwiML that Twilio takes."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.channels.twilio_phone.addresses import Addresses, Place
from telephony.channels.twilio_phone.twiml import Twiml
from telephony.phone.steps import ComeBack, Dial, HangUp, Hold, Listen, Pace, Record, Spoken, Step
from tests.telephony.twilio_phone.caller import CALL, PUBLIC, attribute, said

PLACE = Place(CALL, 7, datetime(2026, 11, 23, tzinfo=UTC))
HERE = f"{PUBLIC}/telephony/phone/{CALL}/7"
PROMPT = (Spoken("您好。"), Spoken("请说哪里不舒服。", Pace.SLOW))
TWIML = Twiml(Addresses(PUBLIC), number="+8612340000")

NESTED = {
    "Response": {"Say", "Gather", "Dial", "Record", "Redirect", "Pause", "Hangup"},
    "Gather": {"Say", "Play", "Pause"},
    "Say": {"prosody"},
    "Dial": {"Number"},
}


def rendered(step: Step) -> ElementTree.Element:
    return ElementTree.fromstring(TWIML.render(step, PLACE))  # noqa: S314 - our own


texts = st.text(max_size=120)
prompts = st.lists(st.builds(Spoken, texts, st.sampled_from(Pace)), max_size=4).map(tuple)
spans = st.timedeltas(min_value=timedelta(0), max_value=timedelta(hours=2))
steps: st.SearchStrategy[Step] = st.one_of(
    st.builds(
        Listen,
        prompt=prompts,
        keys=st.integers(0, 20),
        wait=spans,
        speech=st.booleans(),
        hints=st.lists(texts, max_size=8).map(tuple),
    ),
    st.builds(Dial, prompt=prompts, line=texts, ring=spans, whisper=texts),
    st.builds(Hold, prompt=prompts, wait=spans),
    st.builds(ComeBack, prompt=prompts),
    st.builds(Record, prompt=prompts, longest=spans),
    st.builds(HangUp, prompt=prompts),
)


@given(steps)
def test_any_step_is_well_nested_and_leaves_no_caller_behind(step: Step) -> None:
    twiml = rendered(step)
    for element in twiml.iter():
        assert {child.tag for child in element} <= NESTED.get(element.tag, set())
    for say in twiml.iter("Say"):
        assert (say.get("voice"), say.get("language")) == ("Polly.Zhiyu", "cmn-CN")
        assert 0 < len("".join(say.itertext())) <= 4096
    last = list(twiml)[-1]
    assert last.tag in {"Redirect", "Hangup"} or (last.tag == "Dial" and last.get("action"))
    assert (last.tag == "Hangup") == isinstance(step, HangUp)


def test_a_question_is_interrupted_by_speech_and_keys_and_silence_is_an_answer() -> None:
    gather = rendered(Listen(prompt=PROMPT, hints=("高血压", "糖尿病"))).find("Gather")
    assert gather is not None
    assert {name: gather.get(name) for name in ("input", "language", "bargeIn", "actionOnEmptyResult")} == {
        "input": "dtmf speech",
        "language": "cmn-Hans-CN",
        "bargeIn": "true",
        "actionOnEmptyResult": "true",
    }
    assert (gather.get("timeout"), gather.get("numDigits"), gather.get("finishOnKey")) == ("5", "1", "")
    assert gather.get("hints") == "高血压,糖尿病"
    assert gather.get("action") == f"{HERE}/heard?at={int(PLACE.at.timestamp())}"


@pytest.mark.parametrize(
    ("keys", "speech", "way", "ends"),
    [
        (1, False, "dtmf", ""),
        (11, True, "dtmf speech", "#"),
        (0, True, "speech", None),
        (0, False, "dtmf", ""),
    ],
)
def test_it_listens_only_for_what_is_asked(keys: int, speech: bool, way: str, ends: str | None) -> None:  # noqa: FBT001 - a case
    gather = rendered(Listen(prompt=PROMPT, keys=keys, speech=speech, hints=("血压",))).find("Gather")
    assert gather is not None
    assert (gather.get("input"), gather.get("finishOnKey")) == (way, ends)
    assert (gather.get("language") is not None) == (gather.get("hints") is not None) == speech


def test_a_number_may_be_begun_late_and_one_key_of_it_is_known_soon() -> None:
    wait, between = timedelta(seconds=10), timedelta(seconds=2)
    gather = rendered(Listen(prompt=PROMPT, keys=12, wait=wait, between=between)).find("Gather")
    assert gather is not None
    assert (gather.get("timeout"), gather[-1].tag, gather[-1].get("length")) == ("2", "Pause", "8")
    alone = rendered(Listen(prompt=PROMPT[:1], keys=1, wait=wait, between=between)).find("Gather")
    assert alone is not None
    assert (alone.get("timeout"), [part.tag for part in alone]) == ("10", ["Say"])


def test_whoever_is_given_longer_may_pause_longer() -> None:
    pauses = [
        attribute(rendered(Listen(prompt=PROMPT, wait=timedelta(seconds=wait))), "Gather", "speechTimeout")
        for wait in (5, 9)
    ]
    assert pauses == ["2", "3"]


def test_a_slow_sentence_is_read_slowly_and_rests() -> None:
    twiml = rendered(HangUp(prompt=PROMPT))
    assert [element.tag for element in twiml] == ["Say", "Say", "Pause", "Hangup"]
    assert [prosody.get("rate") for prosody in twiml.iter("prosody")] == ["80%"]
    assert said(twiml) == "您好。请说哪里不舒服。"


def test_a_long_text_is_said_whole_in_pieces_a_voice_takes() -> None:
    text = "少吃盐。" * 1500
    twiml = rendered(HangUp(prompt=(Spoken(text),)))
    assert said(twiml) == text
    assert max(len(say.text or "") for say in twiml.iter("Say")) <= 1000


def test_hints_keep_to_what_the_recogniser_takes() -> None:
    words = ("a,b", "x" * 101, "血压", "血压", *(f"词{n}" for n in range(600)))
    listed = attribute(rendered(Listen(prompt=PROMPT, hints=words)), "Gather", "hints").split(",")
    assert listed[:3] == ["a b", "血压", "词0"]
    assert len(listed) == 500


def test_the_document_stays_under_its_limit_however_long_the_hints() -> None:
    words = tuple(f"{n}" + "字" * 95 for n in range(500))
    assert len(TWIML.render(Listen(prompt=PROMPT, hints=words), PLACE).encode()) < 65_536


def test_somebody_is_rung_under_our_number_and_hears_first_who_calls() -> None:
    twiml = rendered(Dial(prompt=PROMPT, line="0571-8810999", ring=timedelta(seconds=25), whisper="er 1"))
    dial, number = twiml.find("Dial"), twiml.find("Dial/Number")
    assert dial is not None
    assert number is not None
    assert (dial.get("timeout"), dial.get("callerId")) == ("25", "+8612340000")
    assert dial.get("answerOnBridge") == "true", "the caller hears it ring until they are joined"
    assert str(dial.get("action")).startswith(f"{HERE}/screened?")
    assert number.text == "+865718810999"
    assert "name=er+1&asked=1" in str(number.get("url"))


def test_without_a_whisper_whoever_answers_is_joined_at_once() -> None:
    twiml = rendered(Dial(prompt=(), line="13800008000"))
    assert attribute(twiml, "Number", "url") == "None"
    assert attribute(twiml, "Dial", "action").startswith(f"{HERE}/dialled?")


@pytest.mark.parametrize("line", ["120", "110", "8001", "", "急诊"])
def test_no_emergency_number_is_dialled_by_us(line: str) -> None:
    twiml = rendered(Dial(prompt=PROMPT, line=line))
    assert twiml.find("Dial") is None
    assert attribute(twiml, "Redirect", "method") == "POST"
    assert str(list(twiml)[-1].text).startswith(f"{HERE}/dialled?")


@pytest.mark.parametrize(("wait", "loops"), [(15, "3"), (1, "1"), (60, "12")])
def test_whoever_waits_hears_music_and_may_press_a_key(wait: int, loops: str) -> None:
    twiml = rendered(Hold(prompt=PROMPT, wait=timedelta(seconds=wait)))
    assert attribute(twiml, "Gather", "input") == "dtmf"
    assert (attribute(twiml, "Play", "loop"), twiml.findtext("Gather/Play")) == (
        loops,
        f"{PUBLIC}/telephony/phone/music.wav",
    )


def test_a_message_is_recorded_after_the_notice() -> None:
    twiml = rendered(Record(prompt=PROMPT, longest=timedelta(seconds=90)))
    assert [element.tag for element in twiml] == ["Say", "Say", "Pause", "Record", "Redirect"]
    record = twiml.find("Record")
    assert record is not None
    assert (record.get("maxLength"), record.get("finishOnKey"), record.get("playBeep")) == (
        "90",
        "0#",
        "true",
    )
    assert str(record.get("recordingStatusCallback")).startswith(f"{HERE}/recording?")


def test_what_no_xml_can_hold_is_left_out() -> None:
    assert said(rendered(HangUp(prompt=(Spoken("头\x00晕<&>\ud800"),)))) == "头晕<&>"
