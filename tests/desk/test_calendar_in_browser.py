"""Entering next year's holidays by clicking, and reading how a department's time was counted."""

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from console.working_time import departments_time, working_target
from desk import Desk, router
from hotline.safety import TriageGrade
from hotline.staff import StaffRole, add_staff
from hotline.tickets import open_ticket
from tests.browser import WIDTHS, Watch, served
from tests.desk.browsing import PASSWORD, looked_at, sign_in
from tests.hotline.making import SetClock, a_request

pytestmark = pytest.mark.whole
SETTINGS = [{}, {"java_script_enabled": False, "color_scheme": "dark"}]


@pytest.fixture
def desk(desk: Desk) -> Desk:
    with desk.database.transaction() as session:
        add_staff(
            session,
            username="guan",
            display_name="管主任",
            role=StaffRole.MANAGER,
            password=PASSWORD,
            clock=desk.clock,
        )
    return Desk(**vars(desk) | {"departments_time": departments_time(desk.hospital)})


@pytest.fixture
def watch(desk: Desk) -> Iterator[Watch]:
    app = FastAPI()
    app.include_router(router(desk))
    with served(app) as where:
        yield Watch(where)


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def browse(request: pytest.FixtureRequest, chromium: Browser, watch: Watch) -> Iterator[Callable[..., Page]]:
    contexts = []

    def opened(**settings: object) -> Page:
        size = {"width": request.param, "height": WIDTHS[request.param]}
        context = chromium.new_context(viewport=size, locale="zh-CN", **settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = watch.on(context.new_page())
        sign_in(page, watch.address, "guan")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("settings", SETTINGS)
def test_a_manager_enters_new_year_and_is_told_of_a_slip(
    browse: Callable[..., Page], watch: Watch, settings: dict[str, object]
) -> None:
    page, mode = browse(**settings), "dark-" if settings else ""
    page.get_by_role("link", name="节假日").click()
    expect(page.locator(".unentered")).to_contain_text("还没有录入")
    looked_at(page, f"{mode}calendar")
    page.get_by_text("添加日子").click()
    page.get_by_label("第一天").fill("2027-01-01")
    page.get_by_label("最后一天").fill("2026-01-03")
    page.locator("#new-name").fill("元旦")
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("alert")).to_contain_text("比第一天还早")
    expect(page.get_by_label("第一天")).to_have_value("2027-01-01")
    looked_at(page, f"{mode}calendar-refused")
    page.get_by_label("最后一天").fill("2027-01-03")
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("status")).to_contain_text("加好了")
    expect(page.locator(".calendar > li")).to_have_count(3)
    page.get_by_text("更改1月3日").click()
    looked_at(page, f"{mode}calendar-entered")
    page.get_by_role("button", name="删除这一天").click()
    expect(page.locator(".calendar > li")).to_have_count(2)
    complaints = [complaint for complaint in watch.complaints if "status of 4" not in complaint]
    assert (complaints, watch.strangers) == ([], [])


@pytest.mark.parametrize("settings", SETTINGS)
def test_a_nurse_reads_how_the_departments_time_was_counted(
    browse: Callable[..., Page], desk: Desk, clock: SetClock, watch: Watch, settings: dict[str, object]
) -> None:
    target = working_target(desk.departments_time, database=desk.database)
    with desk.database.transaction() as session:
        request = a_request(grade=TriageGrade.ROUTINE)
        number = open_ticket(session, request=request, clock=clock, working_target=target).number
    page = browse(**settings)
    page.goto(f"{watch.address}/desk/tickets/{number}")
    page.get_by_text("科室办理时限").click()
    expect(page.locator(".handling")).to_contain_text("12:00–14:30 午休，不算")
    looked_at(page, f"{'dark-' if settings else ''}handling")
    watch.assert_clean()
