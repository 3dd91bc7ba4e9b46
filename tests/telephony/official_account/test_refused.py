"""What WeChat refuses or leaves unanswered is told as what it is, and not asked again by itself."""

import pytest
from pydantic import SecretStr

from hotline.database import Database
from telephony.official_account.account import (
    AccountRefused,
    AccountUnreachable,
    RefusalKind,
)
from telephony.official_account.client import WechatApi
from telephony.official_account.opening import open_account
from telephony.settings import TelephonySettings
from telephony.simulator.wechat.api import APP_SECRET, WechatStandIn
from telephony.simulator.wechat.api_mishaps import BUSY, LOST, Mishap
from tests.hotline.making import SetClock

OPENID = "oWx-of-a-test"
FIELDS = {"thing1": "要晚一些答复您", "character_string2": "261123-0042", "thing3": "请您再等一等"}
SEND = "message/custom/send"


@pytest.fixture
def heard(wechat: WechatStandIn) -> WechatStandIn:
    """He wrote a moment ago."""
    wechat.heard_from(OPENID)
    return wechat


def said(wechat: WechatStandIn) -> list[str]:
    return [one.text for one in wechat.sent_to(OPENID)]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (-1, RefusalKind.BUSY),
        (45015, RefusalKind.WINDOW_CLOSED),
        (45047, RefusalKind.ALLOWANCE_USED),
        (48001, RefusalKind.NO_RIGHT),
        (45009, RefusalKind.TOO_OFTEN),
        (99999, RefusalKind.OTHER),
    ],
)
def test_a_refusal_says_its_number_and_kind_and_is_not_asked_again(
    account: WechatApi, heard: WechatStandIn, code: int, kind: RefusalKind
) -> None:
    heard.mishaps.append(Mishap(refuses=code))
    with pytest.raises(AccountRefused) as raised:
        account.say(OPENID, "您好")
    assert (raised.value.code, raised.value.kind) == (code, kind)
    assert heard.asked.count(SEND) == 1


def test_the_window_and_the_allowance_are_wechats_own(
    account: WechatApi, wechat: WechatStandIn, clock: SetClock
) -> None:
    with pytest.raises(AccountRefused) as raised:
        account.say(OPENID, "您好")
    assert raised.value.kind is RefusalKind.UNKNOWN_PERSON
    wechat.heard_from(OPENID)
    for _ in range(5):
        account.say(OPENID, "您好")
    with pytest.raises(AccountRefused) as raised:
        account.say(OPENID, "您好")
    assert raised.value.kind is RefusalKind.ALLOWANCE_USED
    clock.move(hours=48)
    with pytest.raises(AccountRefused) as raised:
        account.say(OPENID, "您好")
    assert raised.value.kind is RefusalKind.WINDOW_CLOSED


@pytest.mark.parametrize("mishap", [LOST, Mishap(gibberish=502), Mishap(gibberish=200)])
def test_a_message_whose_answer_was_lost_is_not_sent_again(
    account: WechatApi, heard: WechatStandIn, mishap: Mishap
) -> None:
    heard.mishaps.append(mishap)
    with pytest.raises(AccountUnreachable) as raised:
        account.say(OPENID, "您好")
    assert not raised.value.was_not_done
    assert said(heard) == ["您好"]


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "gopher://x", "http://[", ""])
def test_what_was_certainly_not_asked_is_told_so(
    settings: TelephonySettings, database: Database, clock: SetClock, address: str
) -> None:
    nowhere = open_account(
        settings.model_copy(update={"wechat_url": address}), database=database, clock=clock
    )
    assert nowhere is not None
    with pytest.raises(AccountUnreachable) as raised:
        nowhere.say(OPENID, "您好")
    assert raised.value.was_not_done


@pytest.mark.parametrize(("secret", "code"), [("wrong", 40125), (APP_SECRET, 40164), (APP_SECRET, 40001)])
def test_a_wrong_secret_and_a_refused_address_are_bad_credentials(
    settings: TelephonySettings, database: Database, heard: WechatStandIn, secret: str, code: int
) -> None:
    heard.refuses_all = code if secret == APP_SECRET else 0
    wrong = settings.model_copy(update={"wechat_app_secret": SecretStr(secret)})
    account = open_account(wrong, database=database, clock=heard.clock)
    assert account is not None
    with pytest.raises(AccountRefused) as raised:
        account.say(OPENID, "您好")
    assert (raised.value.code, raised.value.kind) == (code, RefusalKind.BAD_CREDENTIALS)
    assert heard.asked == ["stable_token"]


def test_busy_is_not_asked_again_by_itself(account: WechatApi, heard: WechatStandIn) -> None:
    heard.mishaps.append(BUSY)
    with pytest.raises(AccountRefused):
        account.say(OPENID, "您好")
    account.say(OPENID, "再说一次")
    assert said(heard) == ["再说一次"]
