"""What WeChat answers is told in the outbox's words, and no answer leaks who was written to."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from hotline.messaging import Carried, Outcome
from hotline.notifications import OutgoingLetter
from telephony.official_account.account import (
    AccountRefused,
    AccountUnreachable,
    RefusalKind,
    TemplateNotice,
)
from telephony.wechat_messenger import WechatMessenger

OPENID = "oTest-1"
LETTER = OutgoingLetter(
    id=uuid4(),
    ticket_number="261123-0042",
    address=None,
    title="要晚一些答复您",
    text="您的工单要晚一些",
    page=None,
    good_for=timedelta(hours=1),
)


class ScriptedAccount:
    """Raises what it was told to, else notes what it said."""

    def __init__(self) -> None:
        self.fault: Exception | None = None
        self.said: list[tuple[str, str]] = []
        self.told: list[TemplateNotice] = []

    def say(self, openid: str, text: str) -> None:
        if self.fault:
            raise self.fault
        self.said.append((openid, text))

    def tell(self, openid: str, notice: TemplateNotice) -> str:
        if self.fault:
            raise self.fault
        self.told.append(notice)
        return "1"

    def put_menu(self, menu: Mapping[str, Any]) -> None:
        raise NotImplementedError

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def account() -> ScriptedAccount:
    return ScriptedAccount()


def test_what_wechat_took_was_sent(account: ScriptedAccount) -> None:
    assert WechatMessenger(account).say(OPENID, "您好") == Outcome(Carried.SENT)
    assert account.said == [(OPENID, "您好")]


@pytest.mark.parametrize("kind", RefusalKind)
def test_each_refusal_means_something_to_the_outbox(account: ScriptedAccount, kind: RefusalKind) -> None:
    account.fault = AccountRefused(45015, kind)
    outcome = WechatMessenger(account).say(OPENID, "您好")
    assert outcome.carried not in {Carried.SENT, Carried.UNSURE}
    assert outcome.detail == "errcode 45015"


@pytest.mark.parametrize("fault", [AccountUnreachable(), RuntimeError(OPENID)])
def test_what_was_not_answered_may_have_arrived(account: ScriptedAccount, fault: Exception) -> None:
    account.fault = fault
    outcome = WechatMessenger(account).say(OPENID, "您好")
    assert outcome.carried is Carried.UNSURE
    assert OPENID not in outcome.detail


def test_a_letter_goes_in_the_form_of_the_template_where_there_is_one(account: ScriptedAccount) -> None:
    assert WechatMessenger(account).nudge(OPENID, LETTER).carried is Carried.NOT_NOW
    messenger = WechatMessenger(
        account, notice_of=lambda letter: TemplateNotice(template="t", values={"thing1": letter.title})
    )
    assert messenger.nudges
    assert messenger.nudge(OPENID, LETTER) == Outcome(Carried.SENT, message="1")
    assert [notice.values for notice in account.told] == [{"thing1": "要晚一些答复您"}]
