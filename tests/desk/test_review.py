"""每日复盘: what yesterday left to be done stands first, and nobody's words stand anywhere."""

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser

from desk import Desk
from hotline.calls import CallOutcome
from hotline.conversations import Missed
from hotline.staff import start_sign_in
from tests.accessibility import assert_accessible
from tests.browser import WIDTHS, served
from tests.desk.browsing import looked_at
from tests.desk.person import SIGNED_IN_FOR, Person
from tests.hotline.digest.making import alarm, at, ring, say, ticket
from tests.hotline.making import SetClock

SUNDAY = 6


@pytest.fixture
def numbers(desk: Desk, clock: SetClock) -> tuple[str, str]:
    """On Sunday a promise passed in silence, on Monday one more does; a call was lost, an alarm is open."""
    clock.at = at(day=SUNDAY + 1, hour=8)
    broken = ticket(desk.database, "web-1", at(day=SUNDAY - 1, hour=10), summary="阿婆问绿萝卜")
    due = ticket(desk.database, "web-2", at(day=SUNDAY, hour=11))
    ring(desk.database, at(day=SUNDAY, hour=20), CallOutcome.ABANDONED)
    alarm(desk.database, at(day=SUNDAY, hour=15))
    for place in range(3):
        say(desk.database, f"web-s{place}", at(day=SUNDAY, hour=9 + place), "gout.beer", channel="web_chat")
    return broken, due


@pytest.mark.parametrize(
    ("username", "status"),
    [("chen", 200), ("wang", 200), ("xu", 200), ("fang", 200), ("gu", 200), ("shen", 200), ("he", 403)],
)
def test_who_works_on_it_and_who_answers_for_it_read_it(
    person: Callable[[str], Person], username: str, status: int
) -> None:
    found = person(username).client.get("/desk/review")
    assert found.status_code == status
    assert ('href="/desk/review"' in found.text) == (status == 200)


def test_yesterday_is_shown_and_what_must_be_seen_to_comes_first(
    numbers: tuple[str, str], chen: Person
) -> None:
    page, (broken, due) = chen.client.get("/desk/review").text, numbers
    assert "2026年11月22日（周日）" in page
    order = [
        "今天要办",
        f"/desk/tickets/{broken}",
        '<h2 id="alarms">',
        '<h2 id="lost">',
        f"/desk/tickets/{due}",
        "来询4次",
    ]
    assert [page.index(one) for one in order] == sorted(page.index(one) for one in order)
    assert "打进来没有等到答复的电话1个，还有1个没有人试着回电。" in page
    assert "绿萝卜" not in page


@pytest.mark.usefixtures("numbers")
def test_who_works_on_no_ticket_sees_numbers_and_no_way_into_them(person: Callable[[str], Person]) -> None:
    page = person("gu").client.get("/desk/review").text
    assert "今天要办" in page
    assert "/desk/tickets/" not in page


@pytest.mark.usefixtures("numbers")
def test_a_day_with_nothing_left_says_so(chen: Person) -> None:
    page = chen.client.get("/desk/review", params={"day": "2026-11-17"}).text
    assert "这一天没有留下要办的事" in page
    assert "后一天" in page


@pytest.mark.parametrize(
    ("username", "may_read"), [("chen", True), ("xu", True), ("shen", True), ("wang", False)]
)
def test_only_who_may_read_the_gaps_is_led_to_them(
    desk: Desk, clock: SetClock, person: Callable[[str], Person], username: str, *, may_read: bool
) -> None:
    clock.at = at(day=SUNDAY + 1, hour=8)
    said = at(day=SUNDAY, hour=9)
    say(desk.database, "web-m", said, channel="web_chat", missed=Missed.UNCOVERED)
    found = person(username).client.get("/desk/review").text.partition('id="unhelped"')[2]
    assert ('href="/desk/gaps"' in found) == may_read


def test_only_of_yesterday_and_today_it_says_what_is_to_be_done_today(chen: Person) -> None:
    for day, title in (
        ("2026-11-23", "今天要办"),
        ("2026-11-22", "今天要办"),
        ("2026-11-20", "那一天留下的"),
    ):
        assert f">{title}</h2>" in chen.client.get("/desk/review", params={"day": day}).text


def test_a_first_day_is_compared_with_nothing(desk: Desk, clock: SetClock, chen: Person) -> None:
    clock.at = at(day=SUNDAY + 1, hour=8)
    for place in range(20):
        say(desk.database, f"web-s{place}", at(day=SUNDAY, hour=9), "gout.beer", channel="web_chat")
    assert "来询20次。以前的记录还不够，比不出多少。" in chen.client.get("/desk/review").text


@pytest.mark.parametrize("typed", ["2031-01-01", "今天", "2026-13-40", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_or_not_yet_shows_one_that_is(chen: Person, typed: str) -> None:
    found = chen.client.get("/desk/review", params={"day": typed})
    assert found.status_code == 200
    assert "2031" not in found.text


@pytest.mark.usefixtures("numbers")
def test_a_day_that_still_runs_says_so(chen: Person) -> None:
    page = chen.client.get("/desk/review", params={"day": "2026-11-23"}).text
    assert "这一天还没有过完" in page
    assert "后一天" not in page


@pytest.fixture
def address(app: FastAPI, numbers: tuple[str, str]) -> Iterator[str]:
    assert numbers
    with served(app) as where:
        yield where


@pytest.mark.whole
@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_read_on_any_screen(
    desk: Desk, clock: SetClock, address: str, chromium: Browser, width: int
) -> None:
    with desk.database.transaction() as session:
        token = start_sign_in(session, username="chen", clock=clock, lasts=SIGNED_IN_FOR)
    context = chromium.new_context(viewport={"width": width, "height": WIDTHS[width]}, locale="zh-CN")
    context.add_cookies([{"name": "desk_sign_in", "value": token, "url": f"{address}/desk"}])
    page = context.new_page()
    page.goto(f"{address}/desk/review")
    page.get_by_role("link", name="过了答应的时间").click()
    looked_at(page, "review")
    assert_accessible(page)
    context.close()
