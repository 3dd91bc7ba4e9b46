"""A picture, a place, a follower, an item of the menu: each is answered at once and kindly."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.safety import TriageGrade, screen
from knowledge_base import Hospital
from telephony.channels.wechat import sayings
from telephony.channels.wechat.events import (
    Event,
    FilmSent,
    Followed,
    LinkSent,
    MenuTapped,
    NothingToSay,
    PictureSent,
    PlaceSent,
    Scanned,
    TextSaid,
    Unfollowed,
    VoiceSaid,
)
from telephony.channels.wechat.rendering import LONGEST_TEXT
from telephony.channels.wechat.sayings import EventSayings, menu_says, place_said
from telephony.notice import notice
from telephony.whereabouts import read_whereabouts
from tests.hotline.making import MORNING
from tests.telephony.making import Hotline, a_message

WHO: dict[str, Any] = {"openid": "o-1", "key": "k-1", "at": MORNING}
NEAR_QIAOREN: dict[str, float] = {"latitude": 20.0700, "longitude": 114.0600}


def a_place(label: str = "乔仁镇菜市场", **at: float) -> PlaceSent:
    return PlaceSent(openid="o-1", key="k-1", at=MORNING, label=label, **NEAR_QIAOREN | at)


@pytest.fixture(scope="session")
def said(hospital: Hospital) -> EventSayings:
    return EventSayings(hospital, address="https://hotline.example.com")


EVENTS: tuple[Event, ...] = (
    PictureSent(**WHO),
    FilmSent(**WHO),
    LinkSent(**WHO, title="震惊"),
    VoiceSaid(**WHO, heard=None),
    Followed(**WHO),
    Scanned(**WHO, scene="ward-3"),
    a_place(),
    a_place(latitude=39.9, longitude=116.4),
    *(MenuTapped(**WHO, name=name) for name in ("ask_health", "emergency")),
)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_every_such_event_gets_a_sentence_that_names_120_and_fits(said: EventSayings, event: Event) -> None:
    text = said.for_event(event)
    assert text is not None
    assert "120" in text
    assert len(text.encode()) <= LONGEST_TEXT
    assert "{" not in text


@pytest.mark.parametrize(
    "event",
    [
        TextSaid(**WHO, text="你好"),
        VoiceSaid(**WHO, heard="头晕"),
        Unfollowed(**WHO),
        NothingToSay(**WHO, kind="VIEW"),
        MenuTapped(**WHO, name="person"),
        MenuTapped(**WHO, name="of-another-release"),
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_is_said_or_asks_for_nothing_gets_none(said: EventSayings, event: Event) -> None:
    assert said.for_event(event) is None


def test_every_item_of_the_menu_says_something_or_is_answered(said: EventSayings) -> None:
    for name in ("ask_health", "which_department", "my_progress", "person", "emergency"):
        assert (menu_says(name) is None) is (said.for_event(MenuTapped(**WHO, name=name)) is not None)
    assert menu_says("person") == "转人工"
    assert menu_says("of-another-release") is None


def test_a_follower_is_greeted_with_what_we_are_examples_the_notice_and_our_number(
    said: EventSayings, hospital: Hospital
) -> None:
    text = said.for_event(Followed(**WHO)) or ""
    assert "智能助手" in text
    assert text.count("·") == 3
    assert notice().line in text
    assert hospital.placeholders["hotline"] in text
    assert "https://hotline.example.com/privacy" in text


def test_without_a_public_address_no_page_is_named(hospital: Hospital) -> None:
    assert "/privacy" not in (EventSayings(hospital).for_event(Followed(**WHO)) or "")


def test_the_emergency_item_names_the_emergency_department(said: EventSayings, hospital: Hospital) -> None:
    text = said.for_event(MenuTapped(**WHO, name="emergency")) or ""
    assert text.startswith("请马上打 120\n")
    assert hospital.placeholders["emergency_line"] in text


def test_a_place_is_told_the_nearest_branch(said: EventSayings) -> None:
    text = said.for_event(a_place()) or ""
    assert "乔仁分院，直线约 1 公里。" in text
    assert "示例县乔仁镇示范路1号" in text
    assert "0000-8811001" in text
    assert "夜间有值班" in text


@pytest.mark.parametrize(
    ("north", "told"), [(0.0, "约 100 米"), (0.0030, "约 300 米"), (0.0100, "约 1 公里"), (0.1, "约 11 公里")]
)
def test_a_distance_is_told_in_round_numbers(hospital: Hospital, north: float, told: str) -> None:
    alone = EventSayings(replace(hospital, branches=()))
    text = alone.for_event(a_place(latitude=20.0 + north, longitude=114.0)) or ""
    assert f"直线{told}。" in text


def test_a_place_far_away_is_not_sent_to_us(said: EventSayings) -> None:
    text = said.for_event(a_place(latitude=39.9, longitude=116.4)) or ""
    assert "比较远" in text
    assert "身边的医院" in text


def test_a_hospital_without_places_says_so(hospital: Hospital) -> None:
    bare = replace(hospital, branches=(), site=None)
    assert "查不到" in (EventSayings(bare).for_event(a_place()) or "")


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), 1e308, -91.0])
def test_a_point_that_is_nowhere_breaks_nothing(said: EventSayings, wrong: float) -> None:
    assert "查不到" in (said.for_event(a_place(latitude=wrong)) or "")


@settings(deadline=None)  # the first one reads the rules
@given(
    label=st.text(max_size=120),
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
)
def test_whatever_a_place_is_called_help_learns_where_it_is(
    label: str, latitude: float, longitude: float
) -> None:
    said = place_said(a_place(label, latitude=latitude, longitude=longitude))
    told = read_whereabouts(said)
    assert told.is_on_map
    assert told.phone is None
    assert screen(said).grade is TriageGrade.ROUTINE
    assert f"纬度{latitude:.5f}，经度{longitude:.5f}" in (told.place or "")


@pytest.mark.parametrize("label", ["", "怎么办理处？", "张三诊所13800008000", "喘不上气叫不醒"])
def test_a_name_that_says_something_else_is_left_out(label: str) -> None:
    assert "微信发来的位置" in place_said(a_place(label))


async def test_a_place_sent_after_an_alarm_is_taken_down_as_whereabouts(hotline: Hotline) -> None:
    intake = hotline.intake
    talk = "conversation-of-a-test"
    assert not intake.is_in_alarm(talk, at=MORNING)
    await intake.receive(a_message("我爸胸口压着疼，出冷汗"))
    assert intake.is_in_alarm(talk, at=MORNING)
    # Something else was said between: a typed line would no longer be taken for a place.
    await intake.receive(a_message("还要等多久", message_id="m-2"))
    reply = await intake.receive(a_message(place_said(a_place()), message_id="m-3"))
    assert "地点是：乔仁镇菜市场（地图位置：纬度20.07000，经度114.06000）" in reply.text
    assert "值班人员能看到" in reply.text
    (alarm,) = [one for one in hotline.bell.live() if one.conversation_id == talk]
    assert "乔仁镇菜市场" in (alarm.place or "")


def test_the_words_of_a_place_are_kept_by_whoever_reads_them() -> None:
    assert sayings._words()["place"]["said"].startswith("地点是")
