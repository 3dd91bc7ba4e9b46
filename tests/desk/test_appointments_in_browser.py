"""A nurse arranges a visit by clicking, with and without scripts, on a wide screen and a narrow one."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from desk import Desk, router
from hotline.appointments import ask_change
from hotline.staff import StaffRole, add_staff
from hotline.tickets import CALLER
from tests.accessibility import assert_accessible
from tests.browser import WIDTHS, Watch, served
from tests.desk.browsing import PASSWORD, SHOTS, looked_at, sign_in
from tests.desk.sitting import FRIDAY, SetTimetable, a_sitting
from tests.hotline.appointments.making import a_booking, a_confirmed
from tests.hotline.making import SetClock

pytestmark = pytest.mark.whole
SETTINGS = [{}, {"java_script_enabled": False, "color_scheme": "dark"}]


@pytest.fixture
def number(desk: Desk, clock: SetClock, timetable: SetTimetable) -> str:
    """A booking to settle, beside one that stands and one that is to be moved."""
    timetable.known += [
        a_sitting(),
        a_sitting(id="full", on=FRIDAY - timedelta(days=2), places=0, where="示例县总医院", visiting=False),
        a_sitting(id="uncounted", on=FRIDAY + timedelta(days=3), places=None),
    ]
    with desk.database.transaction() as session:
        add_staff(
            session,
            username="su",
            display_name="苏护士",
            role=StaffRole.NURSE,
            password=PASSWORD,
            clock=clock,
        )
        a_confirmed(session, clock=clock, where="乔仁分院")
        moved = a_confirmed(session, clock=clock, where="清溪分院", doctor=None)
        ask_change(session, number=moved.ticket_number, wish="想改到下周一上午", by=CALLER, clock=clock)
        return a_booking(session, clock=clock, help_needed="wheelchair,old,hearing").number


@pytest.fixture
def watch(desk: Desk, number: str) -> Iterator[Watch]:
    assert number
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
        sign_in(page, watch.address, "su")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("settings", SETTINGS)
def test_a_nurse_arranges_moves_and_marks_a_visit(
    browse: Callable[..., Page],
    watch: Watch,
    number: str,
    clock: SetClock,
    settings: dict[str, object],
) -> None:
    page, mode = browse(**settings), "dark-" if settings else ""
    page.get_by_role("link", name="预约", exact=True).click()
    looked_at(page, f"{mode}appointments-waiting")
    page.get_by_role("link", name=f"{number} 去安排").click()
    looked_at(page, f"{mode}appointment-asked")
    page.get_by_label("乔仁分院").first.check()
    page.get_by_role("button", name="约这一次").click()
    expect(page.get_by_role("status").first).to_contain_text("约好了")
    looked_at(page, f"{mode}appointment-confirmed")
    page.goto(f"{watch.address}/desk/tickets/{number}")
    expect(page.locator(".visit")).to_contain_text("11月27日周五 08:00")
    looked_at(page, f"{mode}appointment-on-ticket")
    clock.move(days=4)
    sign_in(page, watch.address, "su")
    page.goto(f"{watch.address}/desk/appointments?day={FRIDAY.isoformat()}")
    looked_at(page, f"{mode}appointments-day")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="还没有约好的")).to_have_count(0)
    expect(page.get_by_role("button", name="没有来")).to_have_count(0)
    expect(page.get_by_text(number)).to_be_visible()
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{mode}appointments-printed.png", full_page=True)
    page.emulate_media(media="screen")
    page.get_by_role("button", name=f"{number} 没有来").click()
    expect(page.get_by_role("status").first).to_contain_text("明天上午会问候他一次")
    watch.assert_clean()


def test_both_pages_pass_axe(browse: Callable[..., Page], watch: Watch, number: str) -> None:
    page = browse()
    for place in (
        "/desk/appointments",
        f"/desk/appointments?day={FRIDAY.isoformat()}",
        f"/desk/tickets/{number}/appointment",
    ):
        page.goto(watch.address + place)
        assert_accessible(page)
