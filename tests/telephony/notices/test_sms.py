"""A short message over Twilio, and over whatever provider takes HTTP."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from pydantic import SecretStr, ValidationError

from hotline.notifications import LetterRefused, OutgoingLetter, SendingFailed
from telephony.notices.http_sms import HttpSms
from telephony.notices.twilio_sms import TwilioSms
from telephony.settings import TelephonySettings
from tests.telephony.notices.conftest import PHONE
from tests.telephony.notices.stand_in_http import StandInHttp
from tests.telephony.stand_in_twilio import ACCOUNT, TOKEN, StandInTwilio

BODY = {"account": "a", "messages": [{"to": "{phone}", "text": "{text}"}], "id": "{key}"}
Letter = Callable[..., OutgoingLetter]


@pytest.fixture
def twilio() -> Iterator[StandInTwilio]:
    provider = StandInTwilio()
    yield provider
    provider.close()


@pytest.fixture
def over_twilio(twilio: StandInTwilio) -> TwilioSms:
    return TwilioSms(over_twilio_at(twilio.address))


def over_twilio_at(address: str, token: str = TOKEN) -> TelephonySettings:
    return TelephonySettings.model_construct(
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=SecretStr(token),
        twilio_number="+8612340000",
        twilio_url=address,
    )


def over_http(provider: StandInHttp, **changed: Any) -> HttpSms:
    fields: dict[str, Any] = {
        "sms_url": SecretStr(provider.address + "/send"),
        "sms_body": BODY,
        "sms_headers": {"X-Key": SecretStr("k")},
    }
    return HttpSms(TelephonySettings.model_construct(**fields | changed))


def test_twilio_is_asked_for_a_message(
    twilio: StandInTwilio, over_twilio: TwilioSms, a_letter: Letter
) -> None:
    letter = a_letter()
    over_twilio.send(letter)
    what, form = twilio.next()
    assert what == "Messages"
    assert form == {"To": "+8613800008000", "From": "+8612340000", "Body": letter.text}


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (400, LetterRefused),
        (403, LetterRefused),
        (429, SendingFailed),
        (500, SendingFailed),
        (503, SendingFailed),
    ],
)
def test_what_twilio_answers_decides_whether_it_is_tried_again(
    twilio: StandInTwilio, over_twilio: TwilioSms, a_letter: Letter, status: int, fault: type[Exception]
) -> None:
    twilio.fault = status
    with pytest.raises(fault) as raised:
        over_twilio.send(a_letter())
    assert str(raised.value) == f"HTTP {status}, code 21211"


def test_a_wrong_token_is_refused_and_nobody_there_is_tried_again(
    twilio: StandInTwilio, a_letter: Letter
) -> None:
    with pytest.raises(LetterRefused, match="HTTP 401, code 20003"):
        TwilioSms(over_twilio_at(twilio.address, token="wrong")).send(a_letter())
    with pytest.raises(SendingFailed) as raised:
        TwilioSms(over_twilio_at("http://127.0.0.1:1")).send(a_letter())
    assert PHONE not in str(raised.value)


def test_any_provider_gets_the_body_it_wants(provider: StandInHttp, a_letter: Letter) -> None:
    letter = a_letter(text='带"引号"和{大括号}')
    over_http(provider).send(letter)
    heard = provider.next()
    assert (heard.path, heard.headers["x-key"]) == ("/send", "k")
    assert heard.headers["content-type"] == "application/json"
    message = {"to": PHONE, "text": letter.text}
    assert heard.json == {"account": "a", "messages": [message], "id": str(letter.id)}


def test_the_key_is_the_same_at_each_attempt(provider: StandInHttp, a_letter: Letter) -> None:
    letter, sms = a_letter(), over_http(provider)
    sms.send(letter)
    sms.send(letter)
    assert provider.next().json["id"] == provider.next().json["id"] == str(letter.id)


def test_a_provider_that_wants_a_form_gets_one(provider: StandInHttp, a_letter: Letter) -> None:
    body = {"mobile": "{international}", "content": "{text}", "ticket": "{number}"}
    letter = a_letter()
    over_http(provider, sms_body=body, sms_as_form=True).send(letter)
    sent = {"mobile": ["+8613800008000"], "content": [letter.text], "ticket": ["261123-0042"]}
    assert parse_qs(provider.next().body.decode()) == sent


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ({"data": {"code": 0}}, None),
        ({"data": {"code": "OK"}}, None),
        ({"data": {"code": 22}}, SendingFailed),
        ({"data": {"code": 3}}, LetterRefused),
        ({"data": []}, LetterRefused),
        ([], LetterRefused),
    ],
)
def test_what_a_provider_thinks_stands_in_its_answer(
    provider: StandInHttp, a_letter: Letter, answer: object, fault: type[Exception] | None
) -> None:
    provider.answer = answer
    sms = over_http(provider, sms_accepted="data.code=0|OK", sms_busy="21|22")
    if fault is None:
        sms.send(a_letter())
    else:
        with pytest.raises(fault, match=r"data\.code="):
            sms.send(a_letter())


@pytest.mark.parametrize(
    ("status", "fault"),
    [(302, LetterRefused), (400, LetterRefused), (429, SendingFailed), (502, SendingFailed)],
)
def test_an_http_fault_is_told_by_its_number(
    provider: StandInHttp, a_letter: Letter, status: int, fault: type[Exception]
) -> None:
    provider.status = status
    with pytest.raises(fault, match=f"HTTP {status}"):
        over_http(provider).send(a_letter())


def test_a_provider_that_is_not_there_is_tried_again(provider: StandInHttp, a_letter: Letter) -> None:
    with pytest.raises(SendingFailed, match="ConnectError"):
        over_http(provider, sms_url=SecretStr("http://127.0.0.1:1/key")).send(a_letter())


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('{"to": "{phone}"}', "needs {text}"),
        ('{"text": "{text}"}', "needs {text}, and {phone}"),
        ('{"to": "{phone}", "text": "{text} {patient}"}', "unknown: patient"),
    ],
)
def test_a_template_that_would_send_nothing_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, body: str, why: str
) -> None:
    monkeypatch.setenv("HOTLINE_SMS_BODY", body)
    with pytest.raises(ValidationError, match=why):
        TelephonySettings()
