"""WeChat is there where it is set up; elsewhere it is off, and says what is missing."""

import logging
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr, ValidationError

from console.wechat import Wechat
from console.wechat_stand_ins import KnownByHash, NoChoices, plain_voices
from telephony.channels.wechat.opening import Standing
from telephony.settings import TelephonySettings
from tests.telephony.making import Hotline
from tests.telephony.wechat import shapes
from tests.telephony.wechat.follower import AES_KEY, APP_ID, TOKEN, signature

SETTINGS = TelephonySettings.model_construct(
    wechat_app_id=APP_ID, wechat_token=SecretStr(TOKEN), wechat_aes_key=None, wechat_may_push=True
)
Mount = Callable[[TelephonySettings], Wechat]


@pytest.fixture
def mount(hotline: Hotline) -> Mount:
    standing = Standing(
        intake=hotline.intake,
        people=KnownByHash(),
        outbox=None,
        choices=NoChoices(),
        voices=plain_voices(),
        words=hotline.words,
        line=hotline.hospital.placeholders["hotline"],
        clock=hotline.clock,
    )
    return lambda settings: Wechat(standing=standing, settings=settings)


def test_a_cry_for_help_is_answered_by_the_clock_of_the_machine(mount: Mount, hotline: Hotline) -> None:
    wechat = mount(SETTINGS)
    app = FastAPI()
    app.include_router(wechat.doors())
    now = str(int(hotline.clock.now().timestamp()))
    query = {"timestamp": now, "nonce": "n", "signature": signature(now, "n")}
    with TestClient(app) as client:
        answer = client.post("/wechat", params=query, content=shapes.text("我爸胸口压着疼，出冷汗").encode())
        assert "120" in answer.text
        assert client.post("/wechat", params={"timestamp": now}).status_code == 403
    (alarm,) = hotline.bell.live()
    assert alarm.conversation_id.startswith("wechat-")
    assert shapes.OPENID not in alarm.conversation_id
    assert wechat.refusals == {"unsigned": 1}


@pytest.mark.parametrize("missing", ["wechat_app_id", "wechat_token"])
async def test_without_its_name_or_token_wechat_has_no_door(
    mount: Mount, missing: str, caplog: pytest.LogCaptureFixture
) -> None:
    off = mount(SETTINGS.model_copy(update={missing: None}))
    with caplog.at_level(logging.INFO):
        assert (off.is_on, off.doors().routes) == (False, [])
    assert f"not set: HOTLINE_{missing.upper()}" in caplog.text
    await off.settle()


@pytest.mark.parametrize("key", ["secret", AES_KEY + "=", AES_KEY[:-1] + "!", AES_KEY + "a"])
def test_a_key_of_another_form_is_told_at_the_start(key: str) -> None:
    with pytest.raises(ValidationError, match="43 characters"):
        TelephonySettings(wechat_aes_key=SecretStr(key))
    assert TelephonySettings(wechat_aes_key=SecretStr(AES_KEY)).wechat_aes_key == SecretStr(AES_KEY)
