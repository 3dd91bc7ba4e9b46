"""What the provider tells becomes an event, whatever it leaves out."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.channels.twilio_phone import reading
from telephony.channels.twilio_phone.addresses import Answer, Place
from telephony.phone.events import (
    Began,
    CallEvent,
    CameBack,
    DialEnded,
    DialOutcome,
    Direction,
    Heard,
    Pressed,
    Recorded,
    Silent,
)
from telephony.signed_forms import Form
from tests.telephony.twilio_phone.caller import CALL

PLACE = Place(CALL, 7, datetime(2026, 11, 23, tzinfo=UTC))
TOKEN = f"{CALL}-7"
RECORDING = "RE" + "b" * 32


def read(answer: Answer, form: dict[str, str], *, was_joined: bool = False) -> CallEvent:
    return reading.answered(Form(form), place=PLACE, answer=answer, was_joined=was_joined)


@pytest.mark.parametrize(
    ("told", "confidence"),
    [("0.42", 0.42), ("7", 1.0), ("-1", 0.0), ("nan", None), ("sure", None), ("", None)],
)
def test_what_was_said(told: str, confidence: float | None) -> None:
    event = read(Answer.HEARD, {"SpeechResult": " 胸口疼 ", "Confidence": told})
    assert event == Heard(call=CALL, token=TOKEN, text="胸口疼", confidence=confidence)


@pytest.mark.parametrize(
    ("form", "keys"),
    [
        ({"Digits": "0", "SpeechResult": "零"}, "0"),
        ({"Digits": "13800008000"}, "13800008000"),
        ({"Digits": "", "FinishedOnKey": "#"}, "#"),
    ],
)
def test_what_was_pressed(form: dict[str, str], keys: str) -> None:
    assert read(Answer.HEARD, form) == Pressed(call=CALL, token=TOKEN, keys=keys)


@pytest.mark.parametrize("form", [{"Digits": "", "SpeechResult": "  "}, {"Digits": "hangup"}, {}])
def test_nothing_was_said_or_pressed(form: dict[str, str]) -> None:
    assert read(Answer.HEARD, form) == Silent(call=CALL, token=TOKEN)


def test_whoever_holds_comes_back_or_has_pressed() -> None:
    assert read(Answer.HELD, {}) == CameBack(call=CALL, token=TOKEN)
    assert read(Answer.HELD, {"Digits": "1"}) == Pressed(call=CALL, token=TOKEN, keys="1")
    assert read(Answer.BACK, {"Digits": "1"}) == CameBack(call=CALL, token=TOKEN)


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("completed", DialOutcome.ANSWERED),
        ("answered", DialOutcome.ANSWERED),
        ("busy", DialOutcome.BUSY),
        ("no-answer", DialOutcome.NO_ANSWER),
        ("canceled", DialOutcome.NO_ANSWER),
        ("failed", DialOutcome.FAILED),
        ("", DialOutcome.FAILED),
    ],
)
def test_how_a_line_that_was_rung_ended(state: str, outcome: DialOutcome) -> None:
    event = read(Answer.DIALLED, {"DialCallStatus": state, "DialCallDuration": "35"})
    lasted = timedelta(seconds=35 if outcome is DialOutcome.ANSWERED else 0)
    assert event == DialEnded(call=CALL, token=TOKEN, outcome=outcome, lasted=lasted)


@pytest.mark.parametrize(
    ("bridged", "was_joined", "outcome"),
    [
        ("true", False, DialOutcome.ANSWERED),
        ("false", True, DialOutcome.NO_ANSWER),
        (None, True, DialOutcome.ANSWERED),
        (None, False, DialOutcome.NO_ANSWER),
    ],
)
def test_an_answering_machine_is_no_answer(
    bridged: str | None,
    was_joined: bool,  # noqa: FBT001 - a case
    outcome: DialOutcome,
) -> None:
    form = {"DialCallStatus": "completed", "DialCallDuration": "20"}
    form |= {"DialBridged": bridged} if bridged else {}
    event = read(Answer.SCREENED, form, was_joined=was_joined)
    assert isinstance(event, DialEnded)
    assert event.outcome is outcome


def test_a_message_is_told_by_the_call_and_by_its_recording_alike() -> None:
    facts = {"RecordingUrl": f"https://api/x/{RECORDING}", "RecordingDuration": "12"}
    event = read(Answer.RECORDED, {**facts, "Digits": "hangup"})
    told = reading.recorded(Form({"RecordingSid": RECORDING, "RecordingDuration": "12"}), call=CALL)
    lasted = timedelta(seconds=12)
    assert (
        event == told == Recorded(call=CALL, token=f"{CALL}-{RECORDING}", recording=RECORDING, lasted=lasted)
    )


def test_a_cry_for_help_ends_a_message() -> None:
    event = read(Answer.RECORDED, {"RecordingSid": RECORDING, "Digits": "0"})
    assert event == Pressed(call=CALL, token=TOKEN, keys="0")


def test_a_message_without_a_word_is_silence() -> None:
    assert read(Answer.RECORDED, {}) == Silent(call=CALL, token=TOKEN)


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("+8613800008000", "13800008000"),
        ("+865718810999", "05718810999"),
        ("+861088881234", "01088881234"),
        ("+85223456789", "+85223456789"),
        ("anonymous", None),
        ("+266696687", None),
        ("+8656696", None),
        ("sip:somebody@example.com", None),
        ("", None),
    ],
)
def test_who_calls(told: str, number: str | None) -> None:
    assert reading.began(Form({"From": told}), call=CALL).number == number


def test_an_errand_calls_somebody() -> None:
    form = Form({"From": "+8612340000", "To": "+8613800008000", "AnsweredBy": "machine_start"})
    assert reading.began(form, call=CALL, errand="e1") == Began(
        call=CALL,
        token=f"{CALL}-0",
        number="13800008000",
        direction=Direction.OUTBOUND,
        errand="e1",
        machine=True,
    )


@pytest.mark.parametrize(
    ("state", "by", "outcome"),
    [
        ("completed", "human", DialOutcome.ANSWERED),
        ("completed", "machine_start", DialOutcome.NO_ANSWER),
        ("busy", "", DialOutcome.BUSY),
        ("failed", "", DialOutcome.FAILED),
    ],
)
def test_how_an_errand_ended(state: str, by: str, outcome: DialOutcome) -> None:
    form = Form({"CallStatus": state, "AnsweredBy": by, "CallDuration": "61"})
    event = reading.ended(form, call=CALL, errand="e1")
    assert (event.outcome, event.answered) == (outcome, outcome is DialOutcome.ANSWERED)
    assert (event.errand, event.lasted) == ("e1", timedelta(seconds=61))


NAMES = st.sampled_from(
    [
        "Digits", "SpeechResult", "Confidence", "FinishedOnKey", "DialCallStatus", "DialCallDuration",
        "DialBridged", "RecordingSid", "RecordingUrl", "RecordingDuration", "RecordingStatus", "From", "To",
        "Direction", "CallStatus", "CallDuration", "AnsweredBy",
    ]
)  # fmt: skip


@given(st.dictionaries(NAMES, st.text(max_size=40)), st.sampled_from(Answer))
def test_any_form_is_read_as_some_event(form: dict[str, str], answer: Answer) -> None:
    assert read(answer, form).call == CALL
    assert reading.began(Form(form), call=CALL).call == CALL
    assert reading.ended(Form(form), call=CALL, errand=None).lasted >= timedelta(0)
