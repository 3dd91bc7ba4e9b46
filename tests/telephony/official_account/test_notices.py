"""A letter as a template message: each field fits, and no figure is cut."""

import re
from datetime import timedelta, timezone
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hotline.notifications import House, OutgoingLetter
from telephony.official_account.client import WechatApi
from telephony.official_account.fitting import shortened
from telephony.official_account.notices import open_notices
from telephony.settings import TelephonySettings
from telephony.simulator.wechat.api import TEMPLATE, WechatStandIn
from tests.hotline.making import SetClock

HOUSE = House(
    hospital="县总医院",
    hotline="0000-8810120",
    zone=timezone(timedelta(hours=8)),
    address="https://hospital.example",
)
LETTER = OutgoingLetter(
    id=uuid4(),
    ticket_number="261123-0042",
    address=None,
    title="要晚一些答复您",
    text="【县总医院】您的工单261123-0042要晚些，最迟11月24日9:30前给您回电话。",
    page=None,
    good_for=timedelta(hours=4),
)


def values(fields: dict[str, str] | None = None) -> dict[str, str]:
    told = TelephonySettings.model_construct(wechat_template_id=TEMPLATE, wechat_template_fields=fields or {})
    notices = open_notices(told, house=HOUSE, clock=SetClock())
    assert notices is not None
    return dict(notices.of(LETTER).values)


def test_the_shipped_fields_say_what_about_which_ticket_and_how_it_goes_on() -> None:
    assert values() == {
        "thing1": "要晚一些答复您",
        "character_string2": "261123-0042",
        "thing3": "您的工单261123-0042要晚些…",
    }


def test_a_hospital_names_its_own_fields_and_their_kind_is_kept_to() -> None:
    fields = {
        "phrase1": "{title}",
        "name2": "{hospital}健康热线值班室",
        "time3": "{at}",
        "thing4": "{number}",
    }
    assert values(fields) == {
        "phrase1": "要晚一些…",
        "name2": "县总医院健康热线值…",
        "time3": "2026年11月23日 09:30",
        "thing4": "261123-0042",
    }


def test_an_unknown_gap_is_refused_at_the_start() -> None:
    with pytest.raises(ValidationError, match="unknown: illness"):
        TelephonySettings(wechat_template_fields={"thing1": "{illness}"})


def test_without_a_template_the_means_is_off() -> None:
    assert open_notices(TelephonySettings.model_construct(), house=HOUSE, clock=SetClock()) is None


def test_wechat_takes_it_once_and_it_opens_our_page(
    account: WechatApi, wechat: WechatStandIn, clock: SetClock
) -> None:
    wechat.heard_from("oWx")
    told = TelephonySettings.model_construct(wechat_template_id=TEMPLATE)
    notices = open_notices(told, house=HOUSE, clock=clock)
    assert notices is not None
    for _ in range(2):
        account.tell("oWx", notices.of(LETTER, page="/progress"))
    [sent] = wechat.sent_to("oWx")
    assert sent.page == "https://hospital.example/progress"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("短的", "短的"),
        ("两行\n并作  一行\t\u200b", "两行 并作 一行"),
        ("一二三四五六七八九十一二三四五六七八九十", "一二三四五六七八九十一二三四五六七八九十"),
        ("请在明天上午到门诊楼三楼，血压168/95要复查", "请在明天上午到门诊楼三楼，血压…"),
        ("您的血糖这次已经是很高很高了有13.9了请来", "您的血糖这次已经是很高很高了有…"),
        ("您的复诊时间改到了下个月的11月24日9:30", "您的复诊时间改到了下个月的…"),
        ("这一次一共要准备好现金大约三千五百二十七元整", "这一次一共要准备好现金大约…"),
        ("请把药先停一停，最迟请在三天以后或者3天内来", "请把药先停一停，最迟请在三天以后或者…"),
        ("13800008000000000000000001", "…"),
        ("👵" * 11, "👵" * 9 + "…"),
    ],
)
def test_a_long_text_ends_before_a_figure_and_not_within(text: str, shown: str) -> None:
    assert shortened(text) == shown


@given(
    st.text(alphabet=st.sampled_from("您血压高，。. 0123456789/:-年月👵\n"), max_size=60), st.integers(2, 30)
)
def test_what_is_cut_fits_and_holds_only_whole_figures(text: str, most: int) -> None:
    shown = shortened(text, most=most)
    assert len(shown.encode("utf-16-le")) // 2 <= most
    assert "\n" not in shown
    assert set(re.findall(r"\d+", shown)) <= set(re.findall(r"\d+", text))
    assert shortened(shown, most=most) == shown
