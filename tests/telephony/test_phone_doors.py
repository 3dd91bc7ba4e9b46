"""The telephone is there where it is set up, with the real dialogue behind it; elsewhere it is off."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from console.phone import Telephone
from telephony.settings import TelephonySettings
from tests.telephony.making import Hotline
from tests.telephony.stand_in_twilio import ACCOUNT, TOKEN, signed, spoken
from tests.telephony.stand_in_twilio_state import Form

PUBLIC = "https://hotline.example"
CALL = "CA" + "a" * 32
SETTINGS = TelephonySettings.model_construct(
    public_url=PUBLIC + "/",
    twilio_account_sid=ACCOUNT,
    twilio_auth_token=SecretStr(TOKEN),
    twilio_number="+8612340000",
    rasa_time_limit=timedelta(seconds=3),
)
Post = Callable[[str, Form], ElementTree.Element]


def telephone(hotline: Hotline, settings: TelephonySettings = SETTINGS) -> Telephone:
    return Telephone(
        intake=hotline.intake,
        talks=hotline.talks,
        ledger=hotline.ledger,
        bell=hotline.bell,
        database=hotline.database,
        hospital=hotline.hospital,
        words=hotline.words,
        clock=hotline.clock,
        settings=settings,
        speech_folder=Path("nowhere"),
    )


@pytest.fixture
def phone(hotline: Hotline) -> Telephone:
    return telephone(hotline)


@pytest.fixture
def post(phone: Telephone) -> Iterator[Post]:
    app = FastAPI()
    app.include_router(phone.doors())
    with TestClient(app) as client:

        def post(url: str, form: Form) -> ElementTree.Element:
            sent = {"CallSid": CALL, "From": "+8613800008000", "CallStatus": "in-progress", **form}
            shown = {"X-Twilio-Signature": signed(url, sent, token=TOKEN)}
            answer = client.post(
                urlsplit(url)._replace(scheme="", netloc="").geturl(), data=sent, headers=shown
            )
            answer.raise_for_status()
            return ElementTree.fromstring(answer.text)  # noqa: S314 - our own answer

        yield post


def action(twiml: ElementTree.Element, tag: str) -> str:
    (element,) = twiml.iter(tag)
    return str(element.get("action"))


def test_a_cry_for_help_is_put_through_to_the_emergency_department(post: Post, hotline: Hotline) -> None:
    greeting = post(f"{PUBLIC}/telephony/phone", {"CallStatus": "ringing"})
    assert hotline.hospital.short_name in spoken(greeting)
    twiml = post(action(greeting, "Gather"), {"SpeechResult": "我爸胸口疼，喘不上气", "Confidence": "0.9"})
    for _ in range(4):
        if twiml.find("Dial") is None:
            twiml = post(str(twiml.findtext("Redirect")), {})
    (number,) = twiml.iter("Number")
    whisper = post(str(number.get("url")), {"CallSid": "CA" + "d" * 32, "ParentCallSid": CALL})
    assert "按" in spoken(whisper), "he is told how to be joined"
    assert len(post(action(whisper, "Gather"), {"CallSid": "CA" + "d" * 32, "Digits": "1"})) == 0
    after = post(action(twiml, "Dial"), {"DialCallStatus": "completed", "DialBridged": "true"})
    assert list(after)
    assert len(hotline.bell.live()) == 1


def test_without_one_of_its_settings_the_telephone_has_no_doors(hotline: Hotline) -> None:
    for missing in ("twilio_account_sid", "twilio_auth_token", "twilio_number", "public_url"):
        off = telephone(hotline, SETTINGS.model_copy(update={missing: None}))
        assert (off.is_on, off.doors().routes) == (False, [])


def test_refusals_of_every_door_are_counted_in_one_place(phone: Telephone) -> None:
    app = FastAPI()
    app.include_router(phone.doors())
    client = TestClient(app)
    for path in ("/telephony/phone", "/telephony/green-channel/00000000-0000-0000-0000-000000000000/1"):
        assert client.post(path, data={"CallSid": CALL}).status_code == 403
    assert phone.refusals == {"unsigned": 2}
