"""Over Twilio: a patient is rung, hears why, and how the call ended comes back to its row."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from hotline.database import Database, Keyring, install_keyring
from hotline.outgoing_calls import CallState, Dialled, Dialler, DiallingFailed, NoDialler
from hotline.outgoing_calls.rules import rules
from hotline.recordings import DeletionFailed, NoStore
from knowledge_base import Hospital
from telephony.channels.twilio_phone import open_phone, router
from telephony.outgoing import open_dialler, open_recordings
from telephony.settings import TelephonySettings
from telephony.signed_forms import SignedForms, SigningKeys
from telephony.words import Words
from tests.telephony.phone.errand_phone import Phone
from tests.telephony.stand_in_twilio import ACCOUNT, TOKEN, StandInTwilio, spoken

PUBLIC = "https://hotline.example"
NUMBER = "+8613800008000"


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
def dialler(settings: TelephonySettings) -> Dialler:
    return open_dialler(settings)


@pytest.fixture
def phone(migrated: Path, tmp_path: Path, words: Words, hospital: Hospital) -> Iterator[Phone]:
    install_keyring(Keyring(Keyring.generate_key()))
    database = Database(f"sqlite:///{copy(migrated, tmp_path / 'hotline.db')}")
    phone = Phone(database, words=words, hospital=hospital)
    yield phone
    phone.keeping.close()
    database.close()


@pytest.fixture
def client(phone: Phone) -> Iterator[TestClient]:
    forms = SignedForms(public_url=PUBLIC, keys=SigningKeys(TOKEN))
    app = FastAPI()
    app.include_router(router(open_phone(phone.line, forms=forms, number="+8612340000", clock=phone.clock)))
    with TestClient(app) as client:
        yield client


def test_a_call_names_its_errand_and_how_long_it_rings(dialler: Dialler, twilio: StandInTwilio) -> None:
    errand = uuid4()
    name = dialler.dial(Dialled(id=errand, number="138-0000-8000", rings=rules().rings))
    made = twilio.state.calls[name]
    assert (made["To"], made["Timeout"]) == (NUMBER, "30")
    assert str(errand) in made["Url"]
    assert str(errand) in made["StatusCallback"]
    assert made["FallbackUrl"].startswith(PUBLIC)


def test_what_the_provider_refuses_names_no_number(dialler: Dialler, twilio: StandInTwilio) -> None:
    twilio.fault = 400
    with pytest.raises(DiallingFailed, match="HTTP 400") as raised:
        dialler.dial(Dialled(id=uuid4(), number="13800008000", rings=rules().rings))
    assert "8000" not in str(raised.value)


def test_feedback_is_told_over_the_provider(
    phone: Phone, dialler: Dialler, twilio: StandInTwilio, client: TestClient
) -> None:
    call = phone.rings(dialler=dialler)
    (name,) = twilio.state.calls
    made = twilio.state.calls[name]
    form = {"CallSid": name, "To": NUMBER, "CallStatus": "in-progress", "Direction": "outbound-api"}
    twiml = twilio.post(client, made["Url"], form)
    assert "答复" in spoken(twiml)
    for keys in ("1", "", "1", ""):
        gather = twiml.find("Gather")
        assert gather is not None
        twiml = twilio.post(client, str(gather.get("action")), form | {"Digits": keys})
    assert twiml.find("Hangup") is not None
    twilio.post(client, made["StatusCallback"], form | {"CallStatus": "completed", "CallDuration": "61"})
    assert phone.kept(call).state is CallState.OVER
    assert phone.attempts() == ["reached"]


@pytest.mark.parametrize(("state", "attempt"), [("no-answer", "no_answer"), ("busy", "busy")])
def test_a_call_nobody_takes_waits_for_its_next_try(  # noqa: PLR0917 - fixtures and a table of facts
    phone: Phone, dialler: Dialler, twilio: StandInTwilio, client: TestClient, state: str, attempt: str
) -> None:
    call = phone.rings(dialler=dialler)
    (name,) = twilio.state.calls
    over = {"CallSid": name, "To": NUMBER, "CallStatus": state}
    for _ in range(2):
        twilio.post(client, twilio.state.calls[name]["StatusCallback"], over)
    assert phone.kept(call).state is CallState.WAITING
    assert phone.attempts() == [attempt]


def test_a_recording_is_deleted_and_one_that_is_gone_is_no_fault(
    settings: TelephonySettings, twilio: StandInTwilio
) -> None:
    store = open_recordings(settings)
    store.delete("RE" + "1" * 32)
    assert twilio.next()[0].startswith("Recordings/RE")
    twilio.fault = 503
    with pytest.raises(DeletionFailed, match="HTTP 503"):
        store.delete("RE" + "1" * 32)


def test_without_an_account_it_is_off_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    nothing = TelephonySettings.model_construct()
    assert isinstance(open_dialler(nothing), NoDialler)
    assert isinstance(open_recordings(nothing), NoStore)
    assert "HOTLINE_TWILIO_ACCOUNT_SID" in caplog.text
