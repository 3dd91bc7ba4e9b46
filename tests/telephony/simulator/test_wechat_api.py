"""The stand-in for WeChat's interface counts, lends and refuses as WeChat's documentation says."""

import json
from typing import Any

import pytest

from telephony.simulator.wechat.allowances import Heard
from telephony.simulator.wechat.api import APP_ID, APP_SECRET, TEMPLATE, WechatStandIn
from tests.hotline.making import SetClock

OPENID = "oWx"
TEXT = {"touser": OPENID, "msgtype": "text", "text": {"content": "您好"}}
DATA = {name: {"value": "您好"} for name in ("thing1", "character_string2", "thing3")}
NOTICE = {"touser": OPENID, "template_id": TEMPLATE, "data": DATA}
ASKED = {"grant_type": "client_credential", "appid": APP_ID, "secret": APP_SECRET}


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def wechat(clock: SetClock) -> WechatStandIn:
    return WechatStandIn(clock)


def ask(wechat: WechatStandIn, name: str, body: Any, *, token: str | None = None) -> dict[str, Any]:
    data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return wechat.answer(f"/cgi-bin/{name}", token=token, body=data)[0]


def lend(wechat: WechatStandIn, **more: object) -> tuple[str, int]:
    answer = ask(wechat, "stable_token", {**ASKED, **more})
    return answer["access_token"], answer["expires_in"]


def code(wechat: WechatStandIn, name: str, body: Any) -> int:
    found: int = ask(wechat, name, body, token=lend(wechat)[0])["errcode"]
    return found


def test_one_token_for_all_until_five_minutes_before_its_end(wechat: WechatStandIn, clock: SetClock) -> None:
    token, seconds = lend(wechat)
    assert seconds == 7200
    clock.move(minutes=114)
    assert lend(wechat) == (token, 360)
    clock.move(minutes=1)
    new, _ = lend(wechat)
    assert new != token
    wechat.heard_from(OPENID)
    for good in (token, new):
        assert ask(wechat, "message/custom/send", TEXT, token=good)["errcode"] == 0
    clock.move(minutes=5)
    assert ask(wechat, "message/custom/send", TEXT, token=token)["errcode"] == 42001


def test_by_force_the_old_one_ends_at_once_but_not_twice_in_half_a_minute(
    wechat: WechatStandIn, clock: SetClock
) -> None:
    token, _ = lend(wechat)
    forced, _ = lend(wechat, force_refresh=True)
    assert ask(wechat, "menu/get", None, token=token)["errcode"] == 40001
    assert lend(wechat, force_refresh=True)[0] == forced
    clock.move(seconds=30)
    assert lend(wechat, force_refresh=True)[0] != forced


@pytest.mark.parametrize(
    ("changed", "refused"),
    [({"appid": "wx"}, 40013), ({"secret": "no"}, 40125), ({"grant_type": "x"}, 40002)],
)
def test_nobody_else_is_lent_one(wechat: WechatStandIn, changed: dict[str, str], refused: int) -> None:
    assert ask(wechat, "stable_token", {**ASKED, **changed}) == {
        "errcode": refused,
        "errmsg": "refused by the stand-in rid: 0",
    }
    assert wechat.refusals == [refused]


@pytest.mark.parametrize(
    ("heard", "most", "lasts"),
    [
        (Heard.MESSAGE, 5, {"hours": 48}),
        (Heard.TAP, 3, {"minutes": 1}),
        (Heard.FOLLOW, 3, {"minutes": 1}),
        (Heard.SCAN, 3, {"minutes": 1}),
    ],
)
def test_so_many_messages_for_so_long(
    wechat: WechatStandIn, clock: SetClock, heard: Heard, most: int, lasts: dict[str, float]
) -> None:
    wechat.heard_from(OPENID, heard)
    assert wechat.allowed(OPENID) == most
    assert [code(wechat, "message/custom/send", TEXT) for _ in range(most + 1)] == [0] * most + [45047]
    wechat.heard_from(OPENID, heard)
    assert code(wechat, "message/custom/send", TEXT) == 0
    clock.move(**lasts)
    assert code(wechat, "message/custom/send", TEXT) == 45015


def test_of_two_windows_the_one_that_ends_first_is_used_first(wechat: WechatStandIn, clock: SetClock) -> None:
    wechat.heard_from(OPENID)
    wechat.heard_from(OPENID, Heard.TAP)
    assert wechat.allowed(OPENID) == 8
    assert code(wechat, "message/custom/send", TEXT) == 0
    clock.move(minutes=1)
    assert wechat.allowed(OPENID) == 5


def test_who_left_is_written_to_by_no_means(wechat: WechatStandIn) -> None:
    wechat.heard_from(OPENID)
    wechat.left_us(OPENID)
    assert code(wechat, "message/custom/send", TEXT) == 45015
    assert code(wechat, "message/template/send", NOTICE) == 43004


def test_one_who_blocks_notices_is_told_of_afterwards(wechat: WechatStandIn) -> None:
    wechat.heard_from(OPENID)
    wechat.blocking.add(OPENID)
    assert code(wechat, "message/template/send", NOTICE) == 0
    assert wechat.owed[0].status == "failed:user block"
    assert wechat.sent_to(OPENID) == []


@pytest.mark.parametrize(
    ("name", "body", "refused"),
    [
        ("message/custom/send", json.dumps(TEXT).encode(), 40033),
        ("message/custom/send", b"{", 47001),
        ("message/custom/send", b"", 44002),
        ("message/custom/send", {**TEXT, "text": {"content": "长" * 683}}, 45002),
        ("message/custom/send", {**TEXT, "text": {"content": ""}}, 44004),
        ("message/custom/send", {**TEXT, "msgtype": "verse"}, 40008),
        ("message/custom/send", {**TEXT, "touser": "oNobody"}, 40003),
        ("message/template/send", {**NOTICE, "template_id": "other"}, 40037),
        ("message/template/send", {**NOTICE, "data": {"thing1": {"value": "x"}}}, 47003),
        ("message/template/send", {**NOTICE, "data": {**DATA, "thing1": {"value": ""}}}, 47003),
        ("message/template/send", {**NOTICE, "data": {**DATA, "thing1": {"value": "长" * 21}}}, 47003),
        ("menu/create", {"button": []}, 40016),
        ("menu/create", {"button": [{"name": "四个字多", "sub_button": [{}] * 6}]}, 40023),
        ("menu/create", {"button": [{"name": "五个汉字的"}]}, 40017),
        ("menu/create", {"button": [{"name": "六个汉字的名"}]}, 40018),
        ("menu/create", {"button": [{"name": "急", "type": "click", "key": ""}]}, 40019),
        ("menu/create", {"button": [{"name": "急", "type": "view", "url": ""}]}, 40020),
        ("menu/get", None, 46003),
        ("menu/elsewhere", {}, 40066),
    ],
)
def test_what_wechat_finds_fault_with(wechat: WechatStandIn, name: str, body: Any, refused: int) -> None:
    wechat.heard_from(OPENID)
    assert code(wechat, name, body) == refused
    assert (wechat.sent, wechat.menu) == ([], None)
