"""A settled matter is rated in the chat, by buttons, while the page is open."""

import pytest
from playwright.sync_api import Page, expect

from hotline.ledger import TicketReceipt
from hotline.safety import TriageGrade
from hotline.tickets import TicketKind, TicketRequest
from tests.browser import Watch
from tests.hotline.making import add_member
from tests.telephony.making import Hotline
from tests.telephony.test_satisfaction import ratings, settle
from tests.telephony.web_chat.test_accessibility import ask, looked_at

pytestmark = pytest.mark.whole


def promise(page: Page, hotline: Hotline) -> TicketReceipt:
    """A ticket of this page's conversation."""
    request = TicketRequest(
        kind=TicketKind.QUESTION,
        conversation_id=page.evaluate("localStorage.getItem('nuanqiao.conversation')"),
        channel="web_chat",
        grade=TriageGrade.ROUTINE,
        summary="自己把降压药减了一半",
    )
    with hotline.database.transaction() as session:
        add_member(session, "chen").display_name = "陈护士"
    return hotline.ledger.open_ticket(request)


def test_it_is_asked_for_on_the_spot_and_answered_by_buttons(
    page: Page, hotline: Hotline, watch: Watch
) -> None:
    ask(page, "高血压吃多少盐")
    receipt = promise(page, hotline)
    settle(hotline, receipt.number, accept=True)
    hotline.doorbell.deliver(page.evaluate("localStorage.getItem('nuanqiao.conversation')"))
    asked = page.locator("#log li.hotline").last
    expect(asked).to_contain_text("问题解决了吗")
    expect(asked.get_by_role("link", name="看办理进度")).to_be_visible()
    looked_at(page, "rating-asked")
    page.get_by_role("button", name="没解决").click()
    page.get_by_role("button", name="2 不满意").scroll_into_view_if_needed()
    looked_at(page, "rating-score")
    page.get_by_role("button", name="2 不满意").click()
    expect(page.locator("#log li.hotline").last).to_contain_text("我们接着办")
    assert [(one.solved, one.score) for one in ratings(hotline, receipt)] == [(False, 2)]
    watch.assert_clean()


def test_who_comes_back_is_asked_and_may_type_it(page: Page, hotline: Hotline) -> None:
    ask(page, "高血压吃多少盐")
    receipt = promise(page, hotline)
    settle(hotline, receipt.number, accept=True)
    page.reload()
    expect(page.get_by_role("button", name="解决了", exact=True)).to_be_visible()
    hotline.clock.move(seconds=1)
    ask(page, "解决了")
    hotline.clock.move(seconds=1)
    ask(page, "5，护士很耐心")
    expect(page.locator("#log li.hotline").last).to_contain_text("谢谢您")
    assert [(one.solved, one.score) for one in ratings(hotline, receipt)] == [(True, 5)]
    page.reload()
    expect(page.locator("#log li.caller")).to_have_count(3)
    expect(page.get_by_text("问题解决了吗")).to_have_count(0)
