"""Those on the list are called and written to, and whoever presses 1 has answered."""

import logging
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import HTTPStatusError
from pydantic import SecretStr

from hotline.green_channel import AcknowledgedBy, AlarmState, Bell, LiveAlarm, RingBy, RingFailed
from knowledge_base import Hospital
from telephony.channels.ring_answers import RingAnswers, router
from telephony.ladder import ladder_of
from telephony.ringing import TwilioRinger, international, open_ringer
from telephony.settings import TelephonySettings
from telephony.signed_forms import SignedForms, SigningKeys
from telephony.words import Words
from tests.hotline.making import a_call
from tests.telephony.making import Hotline
from tests.telephony.stand_in_twilio import ACCOUNT, TOKEN, StandInTwilio, signed, spoken

PUBLIC = "https://hotline.example"


@pytest.fixture
def twilio() -> Iterator[StandInTwilio]:
    provider = StandInTwilio()
    yield provider
    provider.close()


@pytest.fixture
def settings(twilio: StandInTwilio) -> TelephonySettings:
    return TelephonySettings.model_construct(
        public_url=PUBLIC + "/",
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=SecretStr(TOKEN),
        twilio_number="+8612340000",
        twilio_url=twilio.address,
    )


@pytest.fixture
def ringer(settings: TelephonySettings, words: Words, hospital: Hospital) -> TwilioRinger:
    ringer = open_ringer(settings, words=words, hospital=hospital)
    assert isinstance(ringer, TwilioRinger)
    return ringer


@pytest.fixture
def bell(hotline: Hotline, ringer: TwilioRinger) -> Iterator[Bell]:
    bell = Bell(
        keeper=hotline.ledger,
        database=hotline.database,
        ladder=ladder_of(hotline.hospital),
        ringer=ringer,
        clock=hotline.clock,
    )
    yield bell
    bell.stop()


@pytest.fixture
def client(hotline: Hotline, bell: Bell) -> Iterator[TestClient]:
    answers = RingAnswers(
        bell=bell,
        database=hotline.database,
        hospital=hotline.hospital,
        words=hotline.words,
        forms=SignedForms(public_url=PUBLIC, keys=SigningKeys(TOKEN)),
    )
    app = FastAPI()
    app.include_router(router(answers))
    with TestClient(app) as client:
        yield client


def rung(bell: Bell, twilio: StandInTwilio, **call: object) -> tuple[UUID, dict[str, dict[str, str]]]:
    """An alarm, and what its first ring asked of the provider."""
    alarm_id = bell.raise_(a_call(**call))
    return alarm_id, dict([twilio.next(), twilio.next()])


def test_the_first_on_the_list_is_called_and_written_to(bell: Bell, twilio: StandInTwilio) -> None:
    alarm_id, asked = rung(bell, twilio, place="乔仁镇粮站旁")
    call, message = asked["Calls"], asked["Messages"]
    assert call["To"] == message["To"] == "+860008810999"
    assert call["From"] == message["From"] == "+8612340000"
    assert call["Url"] == f"{PUBLIC}/telephony/green-channel/{alarm_id}/1"
    assert call["Timeout"] == "60"
    assert "疑似心肌梗死" in message["Body"]
    assert "乔仁镇粮站旁" in message["Body"]
    assert "还不清楚" in message["Body"], "the number is not known yet"


def test_a_message_to_the_list_holds_none_of_the_callers_own_words(bell: Bell, twilio: StandInTwilio) -> None:
    _, asked = rung(bell, twilio, said="我爸林阿水胸口疼")
    assert "林阿水" not in str(asked)


def test_whoever_presses_one_has_answered(bell: Bell, client: TestClient, twilio: StandInTwilio) -> None:
    alarm_id, asked = rung(bell, twilio, phone="13800008000")
    whisper = twilio.take(client, asked["Calls"])
    assert "绿色通道" in spoken(whisper)
    assert "1 3 8 0 0 0 0 8 0 0 0" in spoken(whisper), "read out digit by digit"
    thanks = twilio.press(client, whisper, "1")
    assert "由您接警" in spoken(thanks)
    (alarm,) = bell.live()
    assert (alarm.id, alarm.state) == (alarm_id, AlarmState.ACKNOWLEDGED)
    assert (alarm.acknowledged_by, alarm.acknowledged_how) == ("急诊科一线（示例）", AcknowledgedBy.PHONE)


@pytest.mark.parametrize("key", ["2", "", "*", "11"])
def test_any_other_key_is_no_answer_and_is_asked_again(
    bell: Bell, client: TestClient, twilio: StandInTwilio, key: str
) -> None:
    _, asked = rung(bell, twilio)
    again = twilio.press(client, twilio.take(client, asked["Calls"]), key)
    assert again.find("Gather") is not None
    assert bell.live()[0].state is AlarmState.RINGING


def test_the_second_to_press_is_told_that_somebody_has_answered(
    bell: Bell, client: TestClient, twilio: StandInTwilio
) -> None:
    alarm_id, asked = rung(bell, twilio)
    whisper = twilio.take(client, asked["Calls"])
    bell.acknowledge(alarm_id, by="wu")
    assert "已经有人接了" in spoken(twilio.press(client, whisper, "1"))
    assert bell.live()[0].acknowledged_by == "wu"
    assert "已经有人接了" in spoken(twilio.take(client, asked["Calls"]))


def test_whoever_takes_a_call_after_the_stand_down_is_told(
    bell: Bell, client: TestClient, twilio: StandInTwilio
) -> None:
    alarm_id, asked = rung(bell, twilio)
    whisper = twilio.take(client, asked["Calls"])
    bell.call_off(alarm_id, by="wu", reason="误报")
    assert "已经解除" in spoken(twilio.take(client, asked["Calls"]))
    assert "已经解除" in spoken(twilio.press(client, whisper, "1"))


def test_an_alarm_of_another_replica_is_read_from_the_database(
    hotline: Hotline, bell: Bell, client: TestClient, twilio: StandInTwilio
) -> None:
    alarm_id = hotline.bell.raise_(a_call())
    hotline.bell.flush()
    call = {"Url": f"{PUBLIC}/telephony/green-channel/{alarm_id}/2", "To": "+86"}
    whisper = twilio.take(client, call)
    assert "疑似心肌梗死" in spoken(whisper)
    twilio.press(client, whisper, "1")
    hotline.bell.turn()
    assert hotline.bell.live()[0].acknowledged_by == "急诊科二线（示例）"


@pytest.mark.parametrize("path", ["", "/key"])
def test_a_form_that_the_provider_did_not_sign_is_refused(
    bell: Bell, client: TestClient, twilio: StandInTwilio, path: str
) -> None:
    _, asked = rung(bell, twilio)
    url = asked["Calls"]["Url"] + path
    other_form = signed(url, {"Digits": "2"}, token=TOKEN)
    for forged in (signed(url, {}, token="wrong"), other_form, "", "no signature"):
        with pytest.raises(HTTPStatusError, match="403"):
            twilio.post(client, url, {"Digits": "1"}, signature=forged or "-")
    unsigned = client.post(url.removeprefix(PUBLIC), data={"Digits": "1"})
    assert unsigned.status_code == 403
    assert bell.live()[0].state is AlarmState.RINGING


def test_a_key_pressed_for_an_alarm_that_is_not_there_answers_nothing(
    client: TestClient, twilio: StandInTwilio
) -> None:
    call = {"Url": f"{PUBLIC}/telephony/green-channel/{uuid4()}/1", "To": "+86"}
    assert "已经解除" in spoken(twilio.press(client, twilio.take(client, call), "1"))


@pytest.mark.parametrize("by", [RingBy.CALL, RingBy.SMS])
@pytest.mark.parametrize("fault", [400, 429, 500])
def test_a_fault_of_the_provider_names_no_number(
    ringer: TwilioRinger, hospital: Hospital, twilio: StandInTwilio, by: RingBy, fault: int
) -> None:
    twilio.fault = fault
    rung = ladder_of(hospital).rung(1)
    with pytest.raises(RingFailed, match=f"HTTP {fault}, code 21211") as failed:
        ringer.ring(LiveAlarm.of(a_call()), rung=rung, by=by)
    assert "+86" not in str(failed.value)


@pytest.mark.parametrize("by", [RingBy.CALL, RingBy.SMS])
def test_a_provider_that_cannot_be_reached_is_a_ring_that_failed(
    ringer: TwilioRinger, hospital: Hospital, twilio: StandInTwilio, by: RingBy
) -> None:
    twilio.close()
    with pytest.raises(RingFailed):
        ringer.ring(LiveAlarm.of(a_call()), rung=ladder_of(hospital).rung(1), by=by)


@pytest.mark.parametrize(
    "missing", ["twilio_account_sid", "twilio_auth_token", "twilio_number", "public_url"]
)
def test_without_one_of_its_settings_the_ringer_is_off_and_says_which(
    settings: TelephonySettings,
    words: Words,
    hospital: Hospital,
    caplog: pytest.LogCaptureFixture,
    missing: str,
) -> None:
    with caplog.at_level(logging.WARNING):
        ringer = open_ringer(settings.model_copy(update={missing: None}), words=words, hospital=hospital)
    assert not ringer.is_on
    assert f"HOTLINE_{missing.upper()}" in caplog.text


def test_no_number_and_no_word_of_a_ring_is_logged(
    bell: Bell, client: TestClient, twilio: StandInTwilio, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        _, asked = rung(bell, twilio, said="我爸林阿水胸口疼", phone="13800008000", place="乔仁镇粮站旁")
        twilio.press(client, twilio.take(client, asked["Calls"]), "1")
    assert [word for word in ("林阿水", "13800008000", "粮站", "8810999") if word in caplog.text] == []


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0000-8810999", "+860008810999"),
        ("138 0000 8000", "+8613800008000"),
        ("+86 138 0000 8000", "+8613800008000"),
        ("0571-8810999", "+865718810999"),
        ("+852 2345 6789", "+85223456789"),
    ],
)
def test_numbers_are_dialled_with_their_country(written: str, dialled: str) -> None:
    assert international(written) == dialled
