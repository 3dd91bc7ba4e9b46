"""The simulated provider walks documents as the documentation says Twilio does."""

from datetime import timedelta

import pytest

from telephony.simulator.acting import Callee, HangsUp, Presses, Ringing, Says, StaysSilent
from telephony.simulator.mishaps import Mishaps
from telephony.simulator.signing import Algorithm
from telephony.simulator.tape import Voice
from tests.telephony.simulator.paper import Does, call, say, seconds

GATHER = '<Gather input="dtmf speech" language="cmn-Hans-CN" timeout="5" {more}action="/next">{said}</Gather>'
ASKS = GATHER.format(more='numDigits="1" ', said=say("请说。"))
DIAL = '<Dial timeout="20" action="/after"><Number url="/whisper">+868810999</Number></Dial>'
WHISPER = (
    f'<Gather input="dtmf" numDigits="1" action="/joined">{say("有人求助，按一接通。")}</Gather><Hangup/>'
)
RINGS = {"/voice": DIAL, "/whisper": WHISPER, "/joined": "", "/after": say("还在吗？")}


def test_what_is_said_is_handed_on_with_its_confidence() -> None:
    paper, _ = call({"/voice": ASKS, "/next": "<Hangup/>"}, Does(Says(text="头晕", confidence=0.5)))
    [form] = paper.forms("/next")
    assert (form["SpeechResult"], float(form["Confidence"])) == ("头晕", 0.5)


def test_one_key_ends_the_waiting_where_one_is_asked_for() -> None:
    paper, _ = call({"/voice": ASKS, "/next": "<Hangup/>"}, Does(Presses(keys="123")))
    assert paper.forms("/next")[0]["Digits"] == "1"


def test_the_finishing_key_ends_many_and_is_not_handed_on() -> None:
    answers = {"/voice": GATHER.format(more="", said=""), "/next": "<Hangup/>"}
    paper, _ = call(answers, Does(Presses(keys="139#4")))
    assert paper.forms("/next")[0]["Digits"] == "139"


def test_the_finishing_key_alone_is_nothing() -> None:
    paper, _ = call({"/voice": ASKS + say("没听到。"), "/next": "<Hangup/>"}, Does(Presses(keys="#")))
    assert paper.forms("/next") == []


def test_without_a_finishing_key_it_is_a_key_as_any_other() -> None:
    asks = GATHER.format(more='numDigits="1" finishOnKey="" ', said="")
    paper, _ = call({"/voice": asks, "/next": "<Hangup/>"}, Does(Presses(keys="#")))
    assert paper.forms("/next")[0]["Digits"] == "#"


@pytest.mark.parametrize(("keys", "open_for"), [("0", 2), ("139", 2), ("139#", 0), ("139123456789", 0)])
def test_keys_are_gathered_until_they_are_all_or_the_timeout_is_over(keys: str, open_for: int) -> None:
    asks = (
        '<Gather input="dtmf speech" timeout="2" numDigits="12" action="/next"><Pause length="8"/></Gather>'
    )
    _, made = call({"/voice": asks, "/next": "<Hangup/>"}, Does(Presses(keys=keys)))
    took = made.webhooks.clock.now() - made.webhooks.tape.began_at
    pressed = timedelta(seconds=1 + 0.4 * len(keys))
    assert took - pressed - timedelta(seconds=open_for) < timedelta(seconds=1)
    assert took >= pressed + timedelta(seconds=open_for)


def test_a_pause_at_the_end_of_what_is_said_is_time_to_begin() -> None:
    asks = '<Gather input="dtmf" timeout="2" numDigits="12" action="/next"><Pause length="8"/></Gather>'
    _, made = call({"/voice": asks}, Does(StaysSilent()))
    assert made.webhooks.clock.now() - made.webhooks.tape.began_at >= timedelta(seconds=10)
    assert not made.webhooks.tape.faults


def test_after_silence_the_next_verb_follows() -> None:
    paper, made = call({"/voice": ASKS + say("没听到。")}, Does(StaysSilent()))
    assert list(made.webhooks.tape.said(Voice.HOTLINE)) == ["请说。", "没听到。"]
    assert paper.forms("/next") == []


def test_silence_is_handed_on_where_it_is_wanted() -> None:
    asks = GATHER.format(more='actionOnEmptyResult="true" ', said="")
    paper, _ = call({"/voice": asks, "/next": "<Hangup/>"}, Does(StaysSilent()))
    [form] = paper.forms("/next")
    assert not {"Digits", "SpeechResult"} & form.keys()


def test_speech_into_a_prompt_cuts_it() -> None:
    asks = GATHER.format(more="", said=say("这是一句相当长的话要说好几秒钟") + say("第二句"))
    _, made = call({"/voice": asks, "/next": "<Hangup/>"}, Does(cuts=Says(text="救命", early=seconds(1))))
    spoken = [sound for sound in made.webhooks.tape.sounds if sound.voice is Voice.HOTLINE]
    assert [(sound.lasted, sound.cut) for sound in spoken] == [(seconds(1), True)]


def test_a_prompt_that_may_not_be_cut_is_heard_to_its_end() -> None:
    asks = GATHER.format(more='bargeIn="false" ', said=say("一二三四五六七八"))
    _, made = call(
        {"/voice": asks, "/next": "<Hangup/>"},
        Does(StaysSilent(), cuts=Says(text="救命", early=seconds(1))),
    )
    assert not any(sound.cut for sound in made.webhooks.tape.sounds)


def test_who_takes_the_call_hears_the_whisper_and_is_joined_by_his_key() -> None:
    paper, made = call(RINGS, Does(lines=(Callee(talks=seconds(30)),)))
    [form] = paper.forms("/after")
    assert (form["DialCallStatus"], form["DialBridged"], form["DialCallDuration"]) == (
        "completed",
        "true",
        "30",
    )
    assert list(made.webhooks.tape.said(Voice.WHISPER)) == ["有人求助，按一接通。"]
    assert paper.forms("/whisper")[0]["ParentCallSid"] == made.sid


@pytest.mark.parametrize("does", [Callee(does=Ringing.MACHINE), Callee(presses="")])
def test_a_machine_is_not_joined(does: Callee) -> None:
    paper, _ = call(RINGS, Does(lines=(does,)))
    assert paper.forms("/after")[0]["DialBridged"] == "false"


@pytest.mark.parametrize(
    ("does", "status"),
    [(Ringing.BUSY, "busy"), (Ringing.NO_ANSWER, "no-answer"), (Ringing.FAILED, "failed")],
)
def test_what_became_of_the_line_is_told(does: Ringing, status: str) -> None:
    paper, _ = call(RINGS, Does(lines=(Callee(does=does),)))
    assert paper.forms("/after")[0]["DialCallStatus"] == status
    assert paper.forms("/whisper") == []


def test_a_line_is_rung_no_longer_than_asked() -> None:
    _, made = call(RINGS, Does(lines=(Callee(after=seconds(40)),)))
    rung = [sound.lasted for sound in made.webhooks.tape.sounds if sound.voice is Voice.TONE]
    assert rung == [seconds(20)]


def test_a_message_is_recorded_and_told_of_again_later() -> None:
    record = '<Record action="/left" maxLength="90" recordingStatusCallback="/ready"/>'
    paper, _ = call({"/voice": record, "/left": "<Hangup/>", "/ready": ""}, Does(Says(text="请回电话给我")))
    assert paper.forms("/left")[0]["RecordingSid"] == paper.forms("/ready")[0]["RecordingSid"]


def test_a_silent_message_is_none() -> None:
    paper, made = call(
        {"/voice": f'<Record action="/left" timeout="5"/>{say("没有录到。")}'}, Does(StaysSilent())
    )
    assert paper.forms("/left") == []
    assert "没有录到。" in made.webhooks.tape.said(Voice.HOTLINE)


def test_who_hangs_up_is_told_to_the_status_address_and_nothing_follows() -> None:
    paper, made = call({"/voice": ASKS}, Does(HangsUp()))
    assert not made.we_ended
    assert [path for path, _ in paper.asked] == ["/voice", "/status"]
    assert paper.forms("/status")[0]["CallStatus"] == "completed"


@pytest.mark.parametrize("broken", [500, 404, "<Nonsense"])
def test_an_error_leads_to_the_fallback(broken: int | str) -> None:
    paper, made = call({"/voice": ASKS, "/next": broken}, Does(Says(text="在吗")))
    assert paper.forms("/fallback")[0]["ErrorUrl"].endswith("/next")
    assert "请拨打总机。" in made.webhooks.tape.said(Voice.HOTLINE)


def test_where_the_fallback_fails_too_the_caller_hears_an_apology_which_is_a_fault() -> None:
    _, made = call({"/voice": 500, "/fallback": 500}, Does())
    assert "the caller heard the provider's apology" in made.webhooks.tape.faults


def test_an_answer_that_is_lost_leads_to_the_fallback() -> None:
    paper, _ = call({"/voice": ASKS}, Does(), mishaps=Mishaps(lost=frozenset({1})))
    assert [path for path, _ in paper.asked] == ["/voice", "/fallback", "/status"]


def test_an_answer_after_fifteen_seconds_leads_to_the_fallback() -> None:
    paper, _ = call({"/voice": ASKS}, Does(), mishaps=Mishaps(slow=seconds(16)))
    assert paper.forms("/fallback")[0]["ErrorCode"] == "11205"


def test_copies_that_are_answered_differently_are_a_fault() -> None:
    told: list[str] = []

    def differently(form: dict[str, str]) -> str:
        told.append(form["CallSid"])
        return say("一" * len(told))

    _, made = call({"/voice": differently}, Does(), mishaps=Mishaps(doubled=True))
    assert made.webhooks.tape.faults == ["copies of /voice got different answers"]


def test_a_stale_copy_comes_after_the_next_request() -> None:
    paper, _ = call(
        {"/voice": ASKS, "/next": "<Hangup/>"}, Does(Says(text="在")), mishaps=Mishaps(stale=True)
    )
    assert [path for path, _ in paper.asked] == ["/voice", "/next", "/voice", "/status"]


def test_documents_that_lead_in_a_circle_are_a_fault() -> None:
    _, made = call({"/voice": "<Redirect>/voice</Redirect>"}, Does())
    assert "documents lead in a circle" in made.webhooks.tape.faults


def test_the_newer_signature_is_made_as_well() -> None:
    paper, _ = call({"/voice": say("好")}, Does(), algorithm=Algorithm.SHA256)
    assert [path for path, _ in paper.asked] == ["/voice", "/status"]


def test_a_wrong_token_is_not_let_in() -> None:
    paper, _ = call({"/voice": say("好")}, Does(), token="another")
    assert paper.asked == []
