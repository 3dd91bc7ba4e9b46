"""The menu fits WeChat, and a file that does not is told where and why."""

from pathlib import Path

import pytest
import yaml

from telephony.official_account.client import WechatApi
from telephony.official_account.menu import FaultyMenu, is_same_menu, load_menu, shipped_menu
from telephony.simulator.wechat.api import WechatStandIn

NAMES = {"ask_health", "which_department", "my_progress", "person", "emergency"}
CLICK = {"name": "急救", "click": "emergency"}


def load(tmp_path: Path, menu: object) -> dict[str, object]:
    file = tmp_path / "menu.yml"
    file.write_text(yaml.safe_dump({"menu": menu}, allow_unicode=True), encoding="utf-8")
    return load_menu(file).for_wechat(public_url="https://hospital.example/")


def test_the_five_words_are_there_and_emergency_is_one_tap_away() -> None:
    menu = shipped_menu()
    assert set(menu.names) == NAMES
    assert [top.click for top in menu.menu if not top.items] == ["emergency"]
    shown = [leaf.name for top in menu.menu for leaf in top.leaves]
    assert shown == ["问健康", "看什么科", "我的进度", "转人工", "急救"]


def test_wechat_takes_it_and_gives_it_back(account: WechatApi, wechat: WechatStandIn) -> None:
    ours = shipped_menu().for_wechat(public_url=None)
    account.put_menu(ours)
    there = account.menu()
    assert there is not None
    assert is_same_menu(there, ours)
    for button in there["button"]:
        button.setdefault("sub_button", [])
    assert is_same_menu({**there, "menuid": 1}, ours)
    there["button"][0]["sub_button"][0]["key"] = "another"
    assert not is_same_menu(there, ours)


def test_a_page_of_ours_gets_its_whole_address(tmp_path: Path) -> None:
    made = load(tmp_path, [{"name": "我的进度", "page": "/progress"}])
    page = {"type": "view", "name": "我的进度", "url": "https://hospital.example/progress"}
    assert made == {"button": [page]}


def test_a_page_without_an_address_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "menu.yml"
    file.write_text("menu:\n- {name: 进度, page: /progress}\n", encoding="utf-8")
    with pytest.raises(FaultyMenu, match="HOTLINE_PUBLIC_URL"):
        load_menu(file).for_wechat(public_url=None)


@pytest.mark.parametrize(
    ("menu", "said"),
    [
        ([], "0 items at the top"),
        ([{"name": f"第{n}", "click": f"c{n}"} for n in range(4)], "4 items at the top: one to 3"),
        (
            [{"name": "问健康吧", "click": "a"}, {"name": "问健康问题", "click": "b"}],
            "问健康问题: a name of more",
        ),
        ([{"name": "🚑" * 5, "click": "a"}], "more than 4"),
        ([{"name": "多", "items": [{"name": f"n{n}", "click": f"c{n}"} for n in range(6)]}], "at most 5"),
        ([{"name": "长", "items": [{"name": "一二三四五六七八九", "click": "a"}]}], "more than 8"),
        ([{"name": "空"}], "空: one of click and page"),
        ([{"name": "双", "click": "a", "page": "/b"}], "双: one of click and page"),
        ([{"name": "双", "click": "a", "items": [CLICK]}], "双: either items, or click or page"),
        ([{"name": "外", "page": "https://elsewhere"}], "a page begins with /"),
        ([{"name": "键", "click": "k" * 129}], "more than 128 bytes"),
        ([CLICK, CLICK], "emergency: clicked in more than one place"),
        ([{"name": "页", "page": "/" + "x" * 1024}], "more than 1024 bytes"),
    ],
)
def test_a_fault_is_told_in_the_words_of_the_file(tmp_path: Path, menu: object, said: str) -> None:
    with pytest.raises(FaultyMenu, match=said):
        load(tmp_path, menu)
