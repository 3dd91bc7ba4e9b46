"""What we ask of WeChat arrives as it wants it, and is asked again only where it cannot be done twice."""

import logging

import pytest

from hotline.database import Database
from telephony.official_account.account import (
    AccountRefused,
    AccountUnreachable,
    OfficialAccount,
    RefusalKind,
    TemplateNotice,
)
from telephony.official_account.budget import Budget
from telephony.official_account.client import WechatApi
from telephony.official_account.opening import open_account
from telephony.settings import TelephonySettings
from telephony.simulator.wechat.api import APP_SECRET, TEMPLATE, WechatStandIn
from telephony.simulator.wechat.api_mishaps import LOST, STALE_TOKEN, Mishap
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


def test_the_client_is_an_official_account(account: WechatApi) -> None:
    as_asked: OfficialAccount = account
    assert as_asked is account


def test_a_message_is_read_as_it_was_written(account: WechatApi, heard: WechatStandIn) -> None:
    words = '您好，"复诊"带上医保卡。\n路上慢走👵\\u4f60 <b>'
    account.say(OPENID, words)
    account.say(OPENID, "半个字\ud83d，响铃\x07\x1b\r")
    assert said(heard) == [words, "半个字?，响铃"]
    assert heard.asked == ["stable_token", SEND, SEND]


def test_a_notice_is_read_by_its_fields_and_numbered(account: WechatApi, heard: WechatStandIn) -> None:
    notice = TemplateNotice(template=TEMPLATE, values=FIELDS, page="https://h/progress")
    number = account.tell(OPENID, notice)
    [sent] = heard.sent_to(OPENID)
    assert (sent.fields, sent.page) == (FIELDS, "https://h/progress")
    [owed] = heard.owed
    assert (owed.message, owed.status) == (number, "success")


def test_a_notice_with_one_key_is_sent_once(account: WechatApi, heard: WechatStandIn) -> None:
    notice = TemplateNotice(template=TEMPLATE, values=FIELDS, key="letter-1")
    assert account.tell(OPENID, notice) == account.tell(OPENID, notice)
    assert len(heard.sent_to(OPENID)) == 1


def test_a_notice_that_is_too_long_is_cut_rather_than_refused(
    account: WechatApi, heard: WechatStandIn
) -> None:
    account.tell(OPENID, TemplateNotice(template=TEMPLATE, values={**FIELDS, "thing3": "长" * 40}))
    assert heard.sent_to(OPENID)[0].fields["thing3"] == "长" * 19 + "…"


def test_the_menu_is_put_shown_and_dropped(account: WechatApi, wechat: WechatStandIn) -> None:
    assert account.menu() is None
    ours = {"button": [{"type": "click", "name": "急救", "key": "emergency"}]}
    account.put_menu(ours)
    assert account.menu() == ours
    account.drop_menu()
    assert (account.menu(), wechat.menu) == (None, None)


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_a_token_refused_before_its_time_is_replaced_once(
    account: WechatApi, heard: WechatStandIn, code: int
) -> None:
    heard.mishaps.append(Mishap(refuses=code))
    account.say(OPENID, "您好")
    assert said(heard) == ["您好"]
    assert heard.asked.count(SEND) == 2


def test_a_token_refused_twice_is_given_up(account: WechatApi, heard: WechatStandIn) -> None:
    heard.mishaps.extend([STALE_TOKEN] * 3)
    with pytest.raises(AccountRefused) as raised:
        account.say(OPENID, "您好")
    assert raised.value.kind is RefusalKind.BAD_TOKEN
    assert len(heard.mishaps) == 1


def test_one_that_wechat_lends_and_refuses_is_replaced_by_force(
    account: WechatApi, heard: WechatStandIn
) -> None:
    account.say(OPENID, "一")
    heard.lending.spoil()
    account.say(OPENID, "二")
    assert said(heard) == ["一", "二"]
    assert heard.lending.forced == 1


def test_one_that_somebody_else_replaced_is_not(account: WechatApi, heard: WechatStandIn) -> None:
    account.say(OPENID, "一")
    heard.lending.replace()
    account.say(OPENID, "二")
    assert (said(heard), heard.lending.forced) == (["一", "二"], 0)


def test_neither_log_nor_error_holds_words_person_token_or_secret(
    account: WechatApi, heard: WechatStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("", "httpx", "httpcore"):  # a hotline started by another test has made these two quiet
        caplog.set_level(logging.DEBUG, logger=name)
    account.say(OPENID, "我尿血了")
    heard.mishaps.extend([STALE_TOKEN, STALE_TOKEN, LOST])
    shown = []
    for _ in range(2):
        with pytest.raises((AccountRefused, AccountUnreachable)) as raised:
            account.say(OPENID, "我尿血了")
        shown.append(repr(raised.value) + str(raised.value))
    told = caplog.text + "".join(shown)
    assert "httpcore" in told
    assert [word for word in ("我尿血了", OPENID, "access-token", APP_SECRET) if word in told] == []


def test_without_credentials_there_is_no_account(
    database: Database, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    assert open_account(TelephonySettings.model_construct(), database=database, clock=clock) is None
    assert "HOTLINE_WECHAT_APP_ID, HOTLINE_WECHAT_APP_SECRET" in caplog.text


def test_what_is_asked_takes_ten_seconds_at_most_and_each_step_what_is_left() -> None:
    ticks = iter([0.0, 1.0, 7.5, 9.5, 10.0])
    budget = Budget(ticks=lambda: next(ticks))
    given = [budget.timeout() for _ in range(3)]
    assert [(one.connect, one.read) for one in given] == [(3, 8), (2.5, 2.5), (0.5, 0.5)]
    with pytest.raises(AccountUnreachable) as raised:
        budget.timeout()
    assert raised.value.was_not_done
