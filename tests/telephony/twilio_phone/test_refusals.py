"""What is not the provider's word moves nothing, is counted, and none of it is written down."""

import logging
from collections.abc import AsyncIterator
from urllib.parse import quote_plus

import pytest

from telephony.channels.twilio_phone import TwilioPhone
from tests.telephony.stand_in_twilio import TOKEN, signed
from tests.telephony.twilio_phone.caller import CALL, DOORS, Caller, attribute, said
from tests.telephony.twilio_phone.conftest import SHARED
from tests.telephony.twilio_phone.told_line import ToldLine

SHA256 = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"
PATHS = ["", "/errand?errand=e1", "/fallback", "/status", f"/{CALL}/3/heard?at=1764000000"]
PLAIN = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("signature", ["", "no signature", "é", signed(DOORS, {"Digits": "2"}, token=TOKEN)])
async def test_a_form_that_is_not_signed_is_refused(
    caller: Caller, line: ToldLine, phone: TwilioPhone, path: str, signature: str
) -> None:
    sent = caller.form({"SpeechResult": "胸口疼"})
    body = "&".join(f"{name}={quote_plus(value)}" for name, value in sent.items()).encode()
    shown = [(b"X-Twilio-Signature", signature.encode())] if signature else []
    answer = await caller.door.post(f"/telephony/phone{path}", content=body, headers=shown)
    assert (answer.status_code, answer.content) == (403, b"")
    assert (line.taken, line.ended) == ([], [])
    assert phone.forms.refusals.counts == {"unsigned": 1}


async def test_a_signature_fits_one_address_one_form_and_one_secret(caller: Caller, line: ToldLine) -> None:
    url = attribute(await caller.rings(), "Gather", "action")
    good = signed(url, caller.form({"Digits": "1"}), token=TOKEN)
    assert (await caller.post(url, signature=good, Digits="0")).status_code == 403
    assert (await caller.post(url.replace("/1/", "/2/"), signature=good, Digits="1")).status_code == 403
    assert (await caller.post(url, token="another", Digits="1")).status_code == 403
    assert len(line.taken) == 1
    assert (await caller.post(url, signature=good, Digits="1")).status_code == 200


async def test_the_newer_signature_is_read_with_the_shared_key(caller: Caller) -> None:
    assert (await caller.post(DOORS, settings=SHA256, token=SHARED)).status_code == 200
    assert (await caller.post(DOORS, settings=SHA256, token=TOKEN)).status_code == 403
    assert (await caller.post(DOORS, settings="algorithm=HMAC_MD5", token=TOKEN)).status_code == 403


async def test_nothing_that_was_sent_is_logged(caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await caller.post(
            DOORS, signature="秘密".encode().hex(), settings="algorithm=\nX", SpeechResult="胸口疼"
        )
        await caller.post(DOORS, signature="", SpeechResult="胸口疼")
    assert "refused: unsigned (2 so far)" in caplog.text
    assert [word for word in ("13800008000", "胸口疼", "X-MAS", CALL) if word in caplog.text] == []


@pytest.mark.parametrize("told", [True, False])
async def test_a_megabyte_is_refused_before_it_is_read(
    caller: Caller,
    phone: TwilioPhone,
    told: bool,  # noqa: FBT001 - a case
) -> None:
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(1024):
            read += 1024
            yield b"a" * 1024

    headers = {**PLAIN, **({"Content-Length": "1048576"} if told else {})}
    answer = await caller.door.post("/telephony/phone", content=body(), headers=headers)
    assert answer.status_code == 413
    assert read <= (0 if told else 65 * 1024)
    assert phone.forms.refusals.counts == {"oversized": 1}


@pytest.mark.parametrize(
    "body",
    [b"\xff\xfe", b"a=%ff", b"&".join(b"a%d=1" % n for n in range(500)), b"CallSid=CA%ED%A0%80"],
)
async def test_a_form_that_is_none_is_refused(caller: Caller, phone: TwilioPhone, body: bytes) -> None:
    answer = await caller.send(DOORS, body, PLAIN)
    assert answer.status_code == 400
    assert phone.forms.refusals.counts == {"bad_form": 1}


@pytest.mark.parametrize(
    "path", ["/CA1/1/heard?at=1", f"/{CALL}/x/heard?at=1", f"/{CALL}/1/heard", f"/{CALL}/1/heard?at=-1"]
)
async def test_a_place_that_is_none_is_refused(caller: Caller, line: ToldLine, path: str) -> None:
    assert (await caller.post(f"{DOORS}{path}", Digits="1")).status_code == 400
    assert line.taken == []


async def test_no_call_answers_for_another(caller: Caller, line: ToldLine) -> None:
    url = attribute(await caller.rings(), "Gather", "action")
    assert (await caller.post(url, CallSid="CA" + "f" * 32)).status_code == 400
    assert (await caller.post(DOORS, CallSid="nobody")).status_code == 400
    assert len(line.taken) == 1


async def test_the_fallback_answers_though_the_call_has_no_name(caller: Caller) -> None:
    twiml = await caller.ask(f"{DOORS}/fallback", CallSid="")
    assert said(twiml)
    assert list(twiml)[-1].tag == "Hangup"
