"""`hotline wechat` and `hotline doctor`: the menu, and what keeps the account from working."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.commands import doctor
from console.commands.wechat import command
from console.wechat_account import trouble_of
from console.words import Trouble
from hotline.database import Database
from telephony.official_account.account import AccountUnreachable
from telephony.simulator.wechat.api import APP_ID, APP_SECRET, WechatStandIn
from telephony.simulator.wechat.serving import serving
from tests.hotline.making import SetClock


@pytest.fixture
def wechat(monkeypatch: pytest.MonkeyPatch, small_database: Database) -> Iterator[WechatStandIn]:
    api = WechatStandIn(SetClock())
    with serving(api) as address:
        monkeypatch.setenv("HOTLINE_WECHAT_URL", address)
        monkeypatch.setenv("HOTLINE_WECHAT_APP_ID", APP_ID)
        monkeypatch.setenv("HOTLINE_WECHAT_APP_SECRET", APP_SECRET)
        monkeypatch.setenv("HOTLINE_WECHAT_TOKEN", "a token")
        yield api


def run(*words: str) -> Result:
    return CliRunner().invoke(command, list(words))


def test_the_menu_is_made_shown_checked_and_taken_away(wechat: WechatStandIn) -> None:
    assert "no menu" in run("menu", "--show").output
    assert "emergency" in run("menu").output
    assert wechat.menu is not None
    assert '"问健康"' in run("menu", "--show").output
    assert "the menu is ours" in run("check").output
    run("menu", "--delete")
    assert wechat.menu is None


def test_what_is_wrong_is_told_with_its_number_and_a_step(wechat: WechatStandIn) -> None:
    wechat.refuses_all = 40164
    found = run("check")
    assert found.exit_code == 1
    assert "40164, 203.0.113.7" in found.output
    assert "IP 白名单" in found.output
    refused = run("menu")
    assert isinstance(refused.exception, Trouble)
    assert "IP 白名单" in str(refused.exception)


def test_a_menu_somebody_changed_is_noticed(wechat: WechatStandIn) -> None:
    wechat.menu = {"button": [{"type": "click", "name": "旧", "key": "old"}]}
    found = run("check")
    assert (found.exit_code, "differs from ours" in found.output) == (1, True)


def test_neither_secret_nor_token_is_printed(wechat: WechatStandIn) -> None:
    for words in (["check", "--json"], ["menu"], ["menu", "--show"]):
        output = run(*words).output
        assert APP_SECRET not in output
        assert "access-token" not in output


def test_without_credentials_the_missing_settings_are_named(small_knowledge: Path) -> None:
    found = run("check")
    assert found.exit_code == 0
    assert "HOTLINE_WECHAT_APP_ID, HOTLINE_WECHAT_TOKEN, HOTLINE_WECHAT_APP_SECRET" in found.output
    refused = run("menu")
    assert isinstance(refused.exception, Trouble)
    assert "HOTLINE_WECHAT_APP_SECRET" in str(refused.exception)


def test_the_doctor_says_what_is_off_and_asks_wechat_only_when_told(wechat: WechatStandIn) -> None:
    looked = {one.part: one for one in doctor._wechat(reach=False)}
    assert (looked["wechat"].state, looked["wechat notice"].state) == ("ok", "off")
    assert wechat.asked == []
    assert {one.part: one.state for one in doctor._wechat(reach=True)}["wechat token"] == "ok"
    wechat.secret = "another"
    token = {one.part: one for one in doctor._wechat(reach=True)}["wechat token"]
    assert (token.state, "40125" in token.why, "重置 AppSecret" in token.why) == ("fault", True, True)


@pytest.mark.usefixtures("wechat")
def test_an_account_whose_door_has_no_token_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOTLINE_WECHAT_TOKEN")
    looked = {one.part: one for one in doctor._wechat(reach=False)}["wechat"]
    assert (looked.state, "HOTLINE_WECHAT_TOKEN" in looked.why) == ("off", True)


def test_no_answer_is_told_with_what_to_try() -> None:
    assert "curl" in str(trouble_of(AccountUnreachable("ConnectError")))
