"""The bell, the notices and the letters on a phone and on an office screen, and what a push shows."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from desk import Desk
from hotline.notifications import (
    Letter,
    LetterFault,
    LetterState,
    NoticeKind,
    PushSubscription,
    notify_caller,
    notify_staff,
)
from hotline.staff import StaffRole, add_staff
from telephony.notices.web_push import new_push_key, public_push_key
from tests.browser import WIDTHS, Watch, served
from tests.desk.browsing import PASSWORD, looked_at, sign_in
from tests.desk.test_notices import BROWSER

pytestmark = pytest.mark.whole

_SUBSCRIBES = """PushManager.prototype.subscribe = async (options) => {
  self.askedWith = options.applicationServerKey.length;
  return { toJSON: () => ({ endpoint: "%(endpoint)s", keys: { p256dh: "%(p256dh)s", auth: "%(auth)s" } }) };
};"""
_SHOWN = """async () => {
  const one = await navigator.serviceWorker.getRegistration("/desk/page/push.js");
  for (let asked = 0; asked < 200; asked++) {
    const shown = await one.getNotifications();
    if (shown.length) return shown.map(({ title, body, data }) => [title, body, data.page]);
    await new Promise((later) => setTimeout(later, 50));
  }
  return [];
}"""


@pytest.fixture
def desk(desk: Desk) -> Desk:
    object.__setattr__(desk, "push_key", public_push_key(new_push_key()))
    object.__setattr__(desk.settings, "desk_refreshes_every", desk.settings.desk_refreshes_every / 20)
    with desk.database.transaction() as session:
        add_staff(
            session,
            username="su",
            display_name="苏护士",
            role=StaffRole.NURSE,
            password=PASSWORD,
            clock=desk.clock,
        )
    return desk


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as where:
        yield where


@pytest.fixture
def watch(address: str) -> Watch:
    return Watch(address)


@pytest.fixture
def browse(chromium: Browser, address: str, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Su signed in at a browser of her own."""
    contexts = []

    def opened(*, width: int = 1366, script: str = "", **settings: Any) -> Page:
        size = {"width": width, "height": WIDTHS[width]}
        context = chromium.new_context(viewport=size, locale="zh-CN", **settings)  # type: ignore[arg-type]
        contexts.append(context)
        context.grant_permissions(["notifications"])
        if script:
            context.add_init_script(script)
        page = watch.on(context.new_page())
        sign_in(page, address, "su")
        return page

    yield opened
    for context in contexts:
        context.close()


def tell(desk: Desk, number: str, *, kind: NoticeKind = NoticeKind.DUE_SOON) -> None:
    facts = {"due_at": "2026-11-23T06:30:00+00:00"}
    with desk.database.transaction() as session:
        notify_staff(session, username="su", kind=kind, ticket_number=number, facts=facts, clock=desk.clock)


def kill_some(desk: Desk, number: str) -> None:
    with desk.database.transaction() as session:
        for kind in (NoticeKind.SATISFACTION, NoticeKind.DELAYED, NoticeKind.FOLLOW_UP):
            notify_caller(
                session,
                ticket_number=number,
                phone="13800008000",
                conversation_id="web-1",
                channel="phone",
                kind=kind,
                facts={},
                clock=desk.clock,
            )
        waiting = session.scalars(select(Letter).where(Letter.state == LetterState.WAITING)).all()
        waiting[0].die(LetterFault.REFUSED, detail="HTTP 400, code 21211")
        waiting[1].die(LetterFault.MEANS_OFF, detail="HOTLINE_SMS_URL, HOTLINE_SMS_BODY")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_nurse_reads_her_notices_and_minds_a_letter(
    browse: Callable[..., Page], desk: Desk, number: str, width: int, scheme: str
) -> None:
    page = browse(width=width, color_scheme=scheme)
    bell = page.locator("#bell")
    expect(bell.locator("b")).to_be_hidden()
    tell(desk, number)
    tell(desk, number, kind=NoticeKind.NEWS)
    expect(bell.locator("b")).to_have_text("2")
    kill_some(desk, number)
    bell.click()
    expect(page.get_by_role("heading", name="工单快到时限")).to_be_visible()
    looked_at(page, f"notices-{scheme}")
    page.get_by_role("link", name="没能送到的信").click()
    looked_at(page, f"letters-{scheme}")
    page.get_by_role("button", name="再发一次", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("已经排上")).to_be_visible()
    page.get_by_role("link", name="等着发").click()
    looked_at(page, f"letters-waiting-{scheme}")
    bell.click()
    page.get_by_role("button", name="去看工单").first.click()
    expect(page.get_by_role("heading", name=number)).to_be_visible()
    expect(bell.locator("b")).to_have_text("1")


def test_a_browser_asks_to_be_told_and_shows_what_is_pushed(
    browse: Callable[..., Page], desk: Desk, address: str, watch: Watch
) -> None:
    page = browse(script=_SUBSCRIBES % BROWSER)
    page.goto(f"{address}/desk/notices")
    page.get_by_role("button", name="打开本机通知").click()
    expect(page.get_by_text("打开了。以后有通知会这样提醒您。")).to_be_visible()
    assert page.evaluate("askedWith") == 65
    with desk.database.reading() as session:
        (kept,) = session.scalars(select(PushSubscription))
        assert (kept.username, kept.endpoint) == ("su", BROWSER["endpoint"])
    _push(page, address, '{"title": "工单快到时限", "text": "请看一看", "page": "/desk", "tag": "a"}')
    assert page.evaluate(_SHOWN) == [["工单快到时限", "请看一看", "/desk"]]
    watch.assert_clean()


def _push(page: Page, address: str, data: str) -> None:
    """As the browser's own service would deliver it."""
    devtools = page.context.new_cdp_session(page)
    registrations: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: registrations.extend(one["registrationId"] for one in told["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    page.evaluate("navigator.serviceWorker.getRegistration('/desk/page/push.js').then(() => true)")
    page.wait_for_function(
        "navigator.serviceWorker.getRegistration('/desk/page/push.js')"
        ".then((one) => one?.active?.state === 'activated')"
    )
    devtools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": address, "registrationId": registrations[0], "data": data},
    )
