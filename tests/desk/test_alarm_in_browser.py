"""An emergency on the open pages: it appears by itself, one key answers it, and its sheet fits one page."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from desk import Desk
from hotline.green_channel import AlarmOutcome, Bell
from hotline.staff import StaffRole, add_staff
from tests.browser import WIDTHS, Watch, served
from tests.desk.alarming import ring
from tests.desk.browsing import PASSWORD, SHOTS, looked_at, sign_in
from tests.hotline.making import SetClock

pytestmark = pytest.mark.whole

SAID = "我爸七十二岁，胸口压得慌，满头大汗，半个小时了，有高血压，吃阿司匹林"
PLACE = "小桥镇老街3号，供销社对面"
ADVISED = "立即拨打120，让病人停下一切活动，就地坐下或半躺。解开衣领，身边不离人。"


@pytest.fixture
def address(app: FastAPI, desk: Desk) -> Iterator[str]:
    staff = (("su", "苏护士", StaffRole.NURSE), ("qin", "秦医生", StaffRole.EMERGENCY))
    with desk.database.transaction() as session:
        for username, name, role in staff:
            add_staff(
                session,
                username=username,
                display_name=name,
                role=role,
                department="急诊科" if role is StaffRole.EMERGENCY else None,
                password=PASSWORD,
                clock=desk.clock,
            )
    with served(app) as where:
        yield where


@pytest.fixture
def watch(address: str) -> Watch:
    return Watch(address)


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def browse(request: pytest.FixtureRequest, chromium: Browser, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Opens a browser of its own, with nobody signed in."""
    contexts = []

    def opened(**settings: object) -> Page:
        size = {"width": request.param, "height": WIDTHS[request.param]}
        context = chromium.new_context(viewport=size, locale="zh-CN", **settings)  # type: ignore[arg-type]
        contexts.append(context)
        return watch.on(context.new_page())

    yield opened
    for context in contexts:
        context.close()


def an_emergency(bell: Bell, clock: SetClock, **changed: object) -> None:
    known = {"said": SAID, "place": PLACE, "phone": "13800008000", "caller_name": "林阿水"}
    ring(bell, clock, **({"advised": ADVISED} | known | changed))


def test_an_alarm_is_answered_by_one_key_and_its_outcome_recorded(
    browse: Callable[..., Page], address: str, bell: Bell, clock: SetClock, watch: Watch
) -> None:
    nurse, doctor = browse(), browse()
    sign_in(nurse, address, "su")
    sign_in(doctor, address, "qin")
    doctor.get_by_role("link", name="急救报警").click()
    looked_at(doctor, "alarms-empty")
    doctor.get_by_role("button", name="打开报警声").click()
    expect(doctor.get_by_role("button", name="报警声：已打开")).to_be_visible()
    doctor.locator("#sound").evaluate("one => one.blur()")

    an_emergency(bell, clock)
    expect(nurse.locator("#strip")).to_contain_text("还没有人接警")
    looked_at(nurse, "alarms-strip")
    expect(doctor.locator(".alarm.ringing")).to_contain_text(PLACE)
    looked_at(doctor, "alarms-ringing")
    expect(doctor).to_have_title("【急救报警】有人等着接警")
    expect(doctor.locator(".answer")).to_be_focused()
    nurse.locator("#strip a").click()
    expect(nurse.locator(".answer")).to_be_focused()

    doctor.keyboard.press("Enter")
    expect(doctor.get_by_role("status")).to_contain_text("接好了")
    looked_at(doctor, "alarm-answered")
    expect(nurse.locator(".alarm.answered")).to_contain_text("秦医生")

    doctor.get_by_role("button", name="病人到了").click()
    doctor.get_by_label("确是所报的急症").check()
    doctor.get_by_label("补充（可以不写）").fill("急诊冠脉造影")
    looked_at(doctor, "alarm-arrived")
    doctor.get_by_role("button", name="记下结果").click()
    expect(doctor.locator(".sheet")).to_contain_text("确是所报的急症：急诊冠脉造影")
    looked_at(doctor, "alarm-closed")
    expect(nurse.locator("#board")).to_contain_text("现在没有急救报警")
    watch.assert_clean()


def test_the_second_answer_is_told_who_was_first(
    browse: Callable[..., Page], address: str, bell: Bell, clock: SetClock
) -> None:
    nurse = browse(java_script_enabled=False, color_scheme="dark")
    sign_in(nurse, address, "su")
    an_emergency(bell, clock)
    nurse.goto(f"{address}/desk/alarms")
    looked_at(nurse, "dark-alarms-ringing")
    bell.acknowledge(bell.live()[0].id, by="qin")
    nurse.locator(".answer").press("Space")
    expect(nurse.get_by_role("alert")).to_have_text("秦医生已经接警了，不用再接。")
    looked_at(nurse, "dark-alarm-refused")


def test_with_the_database_away_the_open_page_still_rings(
    browse: Callable[..., Page], address: str, bell: Bell, clock: SetClock, database_file: Path
) -> None:
    page = browse()
    sign_in(page, address, "su")
    page.goto(f"{address}/desk/alarms")
    database_file.rename(database_file.with_suffix(".away"))
    an_emergency(bell, clock)
    expect(page.locator(".alarm.ringing")).to_contain_text(PLACE)
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_contain_text("接好了")
    looked_at(page, "alarm-storage-away")


def test_the_sheet_is_one_printed_page(
    browse: Callable[..., Page], address: str, bell: Bell, clock: SetClock
) -> None:
    page = browse()
    sign_in(page, address, "su")
    an_emergency(
        bell,
        clock,
        said="快\n" * 300 + SAID * 60,
        advised=ADVISED * 5,
        details={"booking_for": "妈妈", "department": "消化内科"},
    )
    bell.acknowledge(bell.live()[0].id, by="qin")
    page.goto(f"{address}/desk/alarms/{bell.live()[0].id}")
    printed = page.pdf(prefer_css_page_size=True)
    if SHOTS:
        (Path(SHOTS) / "alarm-sheet.pdf").write_bytes(printed)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_looking_back_on_the_day_and_on_the_rules(
    browse: Callable[..., Page], address: str, bell: Bell, clock: SetClock, watch: Watch
) -> None:
    page = browse()
    sign_in(page, address, "su")
    for n, outcome in enumerate([*AlarmOutcome] * 3):
        clock.move(seconds=40)
        an_emergency(bell, clock, conversation_id=f"web-{n}")
        clock.move(seconds=n)
        bell.acknowledge(bell.live()[0].id, by="qin")
        bell.record_outcome(bell.live()[0].id, by="qin", outcome=outcome)
    an_emergency(bell, clock, kind="stroke", title="疑似脑卒中的危险信号", rules=("stroke_signs",))
    page.goto(f"{address}/desk/alarms/today")
    expect(page.locator(".sums")).to_contain_text("16起报警")
    looked_at(page, "alarms-today")
    page.get_by_role("link", name="规则准不准").click()
    expect(page.locator(".scores")).to_contain_text("约50%确是急症")
    looked_at(page, "alarms-rules")
    watch.assert_clean()
