"""Whatever is sent, signed or not, a telephone never hears that our server failed."""

import random

import pytest

from tests.hotline.making import MORNING
from tests.telephony.stand_in_twilio import TOKEN
from tests.telephony.twilio_phone.caller import CALL, DOORS, Caller
from tests.telephony.twilio_phone.conftest import SHARED
from tests.telephony.twilio_phone.told_line import ToldLine

NOW = int(MORNING.timestamp())
NAMES = [
    *("CallSid", "Digits", "SpeechResult", "Confidence", "CallStatus", "CallDuration", "DialCallStatus"),
    *("DialCallDuration", "DialBridged", "RecordingSid", "RecordingUrl", "RecordingDuration", "ErrorUrl"),
    *("ErrorCode", "From", "To", "Direction", "AnsweredBy", "X"),
]
VALUES = [
    *("", CALL, "CA" + "f" * 32, "1", "#*", "-9", "9" * 500, "completed", "busy", "true", "+86", "nan"),
    *("\x00", "胸口疼" * 200, "https://[", "RE" + "0" * 32, "\ud7ff\U0001f4a9", "a" * 3000),
]
TRIED = [
    *("", "/errand?errand=%00", "/fallback", "/status", "/music.wav", f"/{CALL}/0/whisper?at=0&name=x"),
    *(
        f"/{CALL}/999999/recording?at=99999999999",
        f"/{CALL}/1/recorded?at={NOW}",
        f"/{CALL}/2/heard?at={NOW}",
    ),
    *(f"/{CALL}/1/screened?at={NOW}&again=1", f"/{CALL}/1/nothing?at=1", f"/{CALL}/%2e%2e/back?at=1"),
    *(f"/{CALL}/3/held?at={NOW}", f"/{CALL}/1/whisper?at={NOW}&asked=99&name="),
]


@pytest.mark.parametrize("seed", range(5))
async def test_no_form_makes_us_fail(caller: Caller, line: ToldLine, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same forms each time
    for _ in range(100):
        form = {name: chance.choice(VALUES) for name in chance.sample(NAMES, chance.randint(0, 8))}
        line.fault = chance.choice([None, None, RuntimeError("broken")])
        signature = chance.choice([None, None, None, "wrong"])
        settings = chance.choice(["", "", "algorithm=HMAC_SHA256", "\x7f=,,algorithm="])
        token = SHARED if "SHA256" in settings else TOKEN
        await caller.post(
            DOORS + chance.choice(TRIED), signature=signature, settings=settings, token=token, **form
        )
    statuses = {answer.status_code for answer in caller.answers}
    assert statuses <= {200, 400, 403, 404, 405, 413}
    assert {200, 400, 403} <= statuses
