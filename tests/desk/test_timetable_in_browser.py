"""Keeping the timetable by clicking, on a desk's screen and on a telephone, with scripts and without."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from fastapi import FastAPI
from openpyxl import Workbook
from playwright.sync_api import Browser, Page, expect

from desk import Desk, router
from hotline.staff import StaffRole, add_staff
from tests.accessibility import assert_accessible
from tests.browser import WIDTHS, Watch, served
from tests.desk.browsing import PASSWORD, looked_at, sign_in

pytestmark = pytest.mark.whole
SETTINGS: list[dict[str, Any]] = [{}, {"java_script_enabled": False, "color_scheme": "dark"}]
FAULTY: list[list[Any]] = [
    ["日期或星期", "地点", "科室", "医生", "开始", "结束", "外来专家", "号源"],
    ["周三", "乔仁分院", "心内", "林主任（示例）", "08:00", "12:00", "是", 20],
    ["周五", "乔仁", "中医科", "梁医生（示例）", "14:30", "12:00", "否", None],
]
MENDED: list[list[Any]] = [
    FAULTY[0],
    ["周三", "乔仁分院", "心内科", "林主任（示例）", "08:00", "12:00", "是", 20],
    ["周五", "乔仁卫生院", "中医科", "梁医生（示例）", "下午", None, "否", None],
]


@pytest.fixture
def watch(desk: Desk) -> Iterator[Watch]:
    with desk.database.transaction() as session:
        add_staff(
            session,
            username="bian",
            display_name="边编辑",
            role=StaffRole.EDITOR,
            password=PASSWORD,
            clock=desk.clock,
        )
    app = FastAPI()
    app.include_router(router(desk))
    with served(app) as where:
        yield Watch(where)


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def browse(request: pytest.FixtureRequest, chromium: Browser, watch: Watch) -> Iterator[Callable[..., Page]]:
    contexts = []

    def opened(**settings: Any) -> Page:
        size = {"width": request.param, "height": WIDTHS[request.param]}
        context = chromium.new_context(viewport=size, locale="zh-CN", **settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = watch.on(context.new_page())
        sign_in(page, watch.address, "bian")
        page.get_by_role("link", name="坐诊表").click()
        return page

    yield opened
    for context in contexts:
        context.close()


def excel(rows: list[list[Any]]) -> Any:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    return {"name": "坐诊.xlsx", "mimeType": "application/octet-stream", "buffer": content.getvalue()}


@pytest.mark.parametrize("settings", SETTINGS, ids=["light", "dark"])
def test_an_editor_mends_a_roster_and_puts_a_doctor_on_leave(
    browse: Callable[..., Page], watch: Watch, settings: dict[str, Any]
) -> None:
    page, mode = browse(**settings), "dark-" if settings else ""
    looked_at(page, f"{mode}timetable")
    page.get_by_role("link", name="导入表格").click()
    page.get_by_label("表格文件").set_input_files(excel(FAULTY))
    page.get_by_label("表里没有的保留").check()
    page.get_by_role("button", name="读这个文件").click()
    expect(page.get_by_role("alert")).to_contain_text("C2：科室“心内”不在本院科室里，是不是“心血管内科”？")
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(3)
    looked_at(page, f"{mode}timetable-faults")
    page.get_by_label("表格文件").set_input_files(excel(MENDED))
    page.get_by_label("表里没有的保留").check()
    page.get_by_role("button", name="读这个文件").click()
    expect(page.get_by_role("heading", name="新增 2 次")).to_be_visible()
    looked_at(page, f"{mode}timetable-preview")
    page.get_by_role("button", name="没错，导入").click()
    expect(page.get_by_role("status").first).to_be_visible()
    page.locator("td").get_by_role("link", name="林主任（示例）", exact=True).last.click()
    looked_at(page, f"{mode}timetable-sitting")
    page.get_by_label("停诊原因").fill("外出进修")
    page.get_by_role("button", name="停诊").click()
    expect(page.locator(".sitting.off")).to_contain_text("停诊：外出进修")
    page.get_by_text("谁改过这一周").click()
    looked_at(page, f"{mode}timetable-changed")
    page.get_by_role("link", name="公众号推文").click()
    expect(page.get_by_label("推文")).to_contain_text("【本周停诊】")
    looked_at(page, f"{mode}timetable-post")
    complaints = [complaint for complaint in watch.complaints if "status of 4" not in complaint]
    assert (complaints, watch.strangers) == ([], [])


def test_every_page_of_the_timetable_can_be_used_by_everybody(
    browse: Callable[..., Page], watch: Watch
) -> None:
    page = browse()
    for place in ("", "/sitting?week=2026-W48", "/import", "/post"):
        page.goto(f"{watch.address}/desk/timetable{place}")
        assert_accessible(page)
    page.goto(f"{watch.address}/desk/timetable")
    page.locator("td").get_by_role("link").first.click()
    assert_accessible(page)
