"""What is no answer of WeChat's is none, whoever sent it and however late it comes."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest
from pydantic import SecretStr

from hotline.access_tokens import Lent, keep_token, take_turn
from hotline.database import Database
from telephony.official_account.account import AccountUnreachable
from telephony.official_account.budget import Budget
from telephony.official_account.client import WechatApi
from telephony.official_account.opening import open_account, open_lender
from telephony.official_account.tokens import Tokens
from telephony.official_account.wire import encoded
from telephony.settings import TelephonySettings
from telephony.simulator.wechat.api import APP_ID, APP_SECRET, WechatStandIn
from telephony.simulator.wechat.api_mishaps import Mishap
from telephony.simulator.wechat.serving import serving
from tests.hotline.making import SetClock
from tests.telephony.notices.stand_in_http import StandInHttp

OPENID = "oWx-of-a-test"


@pytest.fixture
def provider() -> Iterator[StandInHttp]:
    listening = StandInHttp()
    yield listening
    listening.close()


def settings_at(address: str) -> TelephonySettings:
    return TelephonySettings.model_construct(
        wechat_app_id=APP_ID, wechat_app_secret=SecretStr(APP_SECRET), wechat_url=address
    )


@pytest.fixture
def lent(database: Database, clock: SetClock) -> Database:
    """A token is there."""
    with database.transaction() as session:
        turn = take_turn(session, account=APP_ID, clock=clock)
        there = Lent("a-token", clock.now() + timedelta(hours=2))
        keep_token(session, account=APP_ID, turn=turn, lent=there, forced=False, clock=clock)
    return database


@pytest.mark.parametrize(
    "answer", [{}, [], "ok", 0, None, {"errcode": "0"}, {"errcode": None}, {"msgid": 1}, {"errmsg": "ok"}]
)
def test_a_message_counts_as_sent_only_by_wechats_word(
    provider: StandInHttp, lent: Database, clock: SetClock, answer: object
) -> None:
    provider.answer = answer
    account = open_account(settings_at(provider.address), database=lent, clock=clock)
    assert account is not None
    with pytest.raises(AccountUnreachable) as raised:
        account.say(OPENID, "您好")
    assert not raised.value.was_not_done
    assert provider.next().path == "/cgi-bin/message/custom/send?access_token=a-token"
    assert provider.heard.empty()


@pytest.mark.parametrize("status", [302, 401, 500, 503])
def test_a_status_of_somebody_between_is_no_answer(
    provider: StandInHttp, lent: Database, clock: SetClock, status: int
) -> None:
    provider.status, provider.answer = status, {"errcode": 0}
    account = open_account(settings_at(provider.address), database=lent, clock=clock)
    assert account is not None
    with pytest.raises(AccountUnreachable, match=f"HTTP {status}"):
        account.say(OPENID, "您好")


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "gopher://x", "http://[", ""])
def test_with_a_token_and_no_way_there_nothing_was_done(
    lent: Database, clock: SetClock, address: str
) -> None:
    account = open_account(settings_at(address), database=lent, clock=clock)
    assert account is not None
    with pytest.raises(AccountUnreachable) as raised:
        account.say(OPENID, "您好")
    assert raised.value.was_not_done


@pytest.mark.parametrize(
    "answer", [{}, {"access_token": "", "expires_in": 7200}, {"access_token": "t"}, {"access_token": 7}]
)
def test_half_a_token_is_none(
    provider: StandInHttp, database: Database, clock: SetClock, answer: object
) -> None:
    provider.answer = answer
    account = open_account(settings_at(provider.address), database=database, clock=clock)
    assert account is not None
    with pytest.raises(AccountUnreachable) as raised:
        account.say(OPENID, "您好")
    assert raised.value.was_not_done


def test_an_answer_that_comes_too_late_leaves_open_what_was_done(
    wechat: WechatStandIn, lent: Database, clock: SetClock
) -> None:
    wechat.heard_from(OPENID)
    wechat.lending.lend(force=False, at=clock.now())
    token, _ = wechat.lending.lend(force=False, at=clock.now())
    wechat.mishaps.append(Mishap(slow=timedelta(seconds=20)))
    answered = Event()
    with serving(wechat, pass_=lambda _: answered.wait(20)) as address:
        lender = open_lender(settings_at(address), clock=clock)
        tokens = Tokens(lend=lender, account="wx-late", database=lent, clock=clock, wait=answered.wait)
        account = WechatApi(lender.wire, tokens=tokens, budget=lambda: Budget(1.0))
        assert tokens.current(Budget()) == token
        with pytest.raises(AccountUnreachable, match="ReadTimeout") as raised:
            account.say(OPENID, "您好")
        answered.set()
    assert not raised.value.was_not_done
    assert [one.text for one in wechat.sent_to(OPENID)] == ["您好"]


def test_nothing_is_escaped_but_what_json_must() -> None:
    assert encoded({"text": '药\n"👵'}) == '{"text": "药\\n\\"👵"}'.encode()
