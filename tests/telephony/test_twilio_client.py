"""What we ask of the provider is asked again only where it cannot be done twice."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pydantic import SecretStr

from telephony.settings import TelephonySettings
from telephony.twilio_client import CallOver, TwilioClient, TwilioFault, open_client
from tests.telephony.stand_in_twilio import ACCOUNT, TOKEN, StandInTwilio

TO = "+8613800008000"


@pytest.fixture
def twilio() -> Iterator[StandInTwilio]:
    provider = StandInTwilio()
    yield provider
    provider.close()


@pytest.fixture
def waited() -> list[float]:
    return []


@pytest.fixture
def client(twilio: StandInTwilio, waited: list[float]) -> TwilioClient:
    return client_at(twilio.address, waited)


def client_at(address: str, waited: list[float], *, time_limit: float = 5) -> TwilioClient:
    settings = TelephonySettings.model_construct(
        twilio_account_sid=ACCOUNT, twilio_auth_token=SecretStr(TOKEN), twilio_url=address
    )
    return open_client(settings, time_limit=time_limit, wait=waited.append)


def call(client: TwilioClient, **more: str) -> str:
    return client.call(
        TO, number="+8612340000", said_at="https://h/x", rings_for=timedelta(seconds=25), **more
    )


def test_a_call_is_made_once_and_named(client: TwilioClient, twilio: StandInTwilio) -> None:
    name = call(client, told_at="https://h/over", lost_at="https://h/lost")
    assert twilio.state.calls_in("queued") == [name]
    made = twilio.state.calls[name]
    assert (made["Url"], made["Timeout"]) == ("https://h/x", "25")
    assert (made["StatusCallback"], made["FallbackUrl"]) == ("https://h/over", "https://h/lost")


def test_a_message_is_sent_and_named(client: TwilioClient, twilio: StandInTwilio) -> None:
    name = client.send(TO, number="+8612340000", text="您好")
    assert twilio.state.messages[name]["Body"] == "您好"


@pytest.mark.parametrize("way", ["call", "message"])
def test_one_that_twilio_had_no_time_for_is_asked_for_again(
    client: TwilioClient, twilio: StandInTwilio, waited: list[float], way: str
) -> None:
    twilio.state.faults.extend([429, 429])
    name = call(client) if way == "call" else client.send(TO, number="+8612340000", text="您好")
    assert list(twilio.state.calls | twilio.state.messages) == [name]
    assert waited == sorted(waited)
    assert len(waited) == 2


@pytest.mark.parametrize("fault", [500, 503, 400])
def test_one_that_may_have_been_made_is_not_made_again(
    client: TwilioClient, twilio: StandInTwilio, waited: list[float], fault: int
) -> None:
    twilio.state.faults.append(fault)
    with pytest.raises(TwilioFault, match=f"HTTP {fault}"):
        call(client)
    assert (waited, twilio.state.calls) == ([], {})


def test_one_whose_answer_was_lost_is_not_made_again(twilio: StandInTwilio, waited: list[float]) -> None:
    twilio.silent = True
    with pytest.raises(TwilioFault, match="Timeout") as raised:
        call(client_at(twilio.address, waited, time_limit=0.05))
    assert not raised.value.was_not_done
    assert waited == []


def test_nobody_there_was_certainly_not_asked(waited: list[float]) -> None:
    with pytest.raises(TwilioFault) as raised:
        call(client_at("http://127.0.0.1:1", waited))
    assert raised.value.was_not_done
    assert len(waited) == 2


def test_a_live_call_is_sent_elsewhere(client: TwilioClient, twilio: StandInTwilio) -> None:
    name = call(client)
    twilio.state.calls[name]["status"] = "in-progress"
    client.redirect(name, to="https://h/elsewhere")
    assert twilio.state.calls[name]["Url"] == "https://h/elsewhere"


def test_a_call_that_is_over_cannot_be_redirected(client: TwilioClient, twilio: StandInTwilio) -> None:
    name = call(client)
    twilio.state.calls[name]["status"] = "completed"
    for over in (name, "CA" + "f" * 32):
        with pytest.raises(CallOver, match=over):
            client.redirect(over, to="https://h/elsewhere")


def test_a_recording_is_deleted_for_good(client: TwilioClient, twilio: StandInTwilio) -> None:
    recording = twilio.state.record(call(client))
    twilio.state.faults.extend([500, 429])
    client.delete_recording(recording)
    assert twilio.state.recordings == {}
    client.delete_recording(recording)


def test_a_recording_that_cannot_be_deleted_is_a_fault(client: TwilioClient, twilio: StandInTwilio) -> None:
    recording = twilio.state.record(call(client))
    twilio.fault = 503
    with pytest.raises(TwilioFault, match="HTTP 503") as raised:
        client.delete_recording(recording)
    assert raised.value.may_pass
    assert recording in twilio.state.recordings
