"""Every figure of the digest leads to what it was counted from, and no further than its reader may go."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser

from desk import Desk
from desk.digest_rows_door import ON_A_PAGE
from hotline.calls import CallOutcome
from hotline.staff import start_sign_in
from tests.accessibility import assert_accessible
from tests.browser import WIDTHS, served
from tests.desk.browsing import looked_at
from tests.desk.person import SIGNED_IN_FOR, Person
from tests.hotline.digest.making import alarm, at, ring, say, ticket
from tests.hotline.making import SetClock

WEEK = "2026-W47"
LINK = re.compile(r'href="(/desk/digest/rows\?[^"]+)"')


@pytest.fixture
def number(desk: Desk) -> str:
    for place in range(12):
        say(desk.database, f"web-{place}", at(day=place % 7), "gout.beer", said="绿萝卜", channel="web_chat")
    ring(desk.database, at(day=5, hour=21), CallOutcome.ABANDONED)
    alarm(desk.database, at(day=4))
    return ticket(desk.database, "web-2", at(day=2, hour=9.5), summary="阿婆问绿萝卜")


def rows(person: Person, figure: str, **asked: str) -> str:
    found = person.client.get("/desk/digest/rows", params={"week": WEEK, "figure": figure, **asked})
    assert found.status_code == 200
    return found.text


@pytest.mark.usefixtures("number")
def test_every_figure_on_the_page_leads_to_rows_that_are_there(person: Callable[[str], Person]) -> None:
    xu = person("xu")
    page = xu.client.get("/desk/digest", params={"week": WEEK}).text
    links = {unescape(one) for one in LINK.findall(page)}
    assert len({re.search(r"figure=(\w+)", one)[1] for one in links}) > 12  # type: ignore[index]
    for link in links:
        found = xu.client.get(link)
        assert found.status_code == 200, link
        assert "绿萝卜" not in found.text


def test_a_broken_promise_leads_to_its_ticket(number: str, person: Callable[[str], Person]) -> None:
    page = rows(person("xu"), "silent_breaches", counted="yes")
    assert f'href="/desk/tickets/{number}"' in page
    assert "无声超时" in page
    assert "没有。" in rows(person("xu"), "silent_breaches", counted="no")


def test_an_editor_sees_the_rows_and_no_way_into_a_ticket(
    number: str, person: Callable[[str], Person]
) -> None:
    page = rows(person("gu"), "silent_breaches", counted="yes")
    assert number in page
    assert "/desk/tickets/" not in page
    assert "/desk/alarms/" not in rows(person("gu"), "false_alarms").replace('"/desk/alarms"', "")


@pytest.mark.parametrize(("username", "status"), [("xu", 200), ("gu", 200), ("chen", 403), ("he", 403)])
def test_only_who_reads_the_digest_reads_its_rows(
    person: Callable[[str], Person], username: str, status: int
) -> None:
    found = person(username).client.get("/desk/digest/rows", params={"figure": "emergencies"})
    assert found.status_code == status


def test_many_rows_are_turned_over_page_by_page(desk: Desk, person: Callable[[str], Person]) -> None:
    for place in range(ON_A_PAGE + 2):
        say(desk.database, f"web-{place:03}", at(day=place % 7, hour=8), "gout.beer", channel="web_chat")
    first = rows(person("xu"), "answered_at_once", counted="yes")
    assert "第1页，共2页，52条" in first
    assert "后一页" in first
    second = rows(person("xu"), "answered_at_once", counted="yes", page="2")
    assert second.count('scope="row"') == 2
    assert "后一页" not in second


@pytest.mark.parametrize(("asked", "given"), [("3", "2"), ("9" * 9, "2"), ("9" * 5000, None), ("-1", None)])
def test_a_page_that_is_none_leads_to_one_that_is(
    desk: Desk, person: Callable[[str], Person], asked: str, given: str | None
) -> None:
    for place in range(ON_A_PAGE + 2):
        say(desk.database, f"web-{place:03}", at(day=place % 7, hour=8), "gout.beer", channel="web_chat")
    asking = {"figure": "answered_at_once", "week": WEEK, "page": asked}
    found = person("xu").client.get("/desk/digest/rows", params=asking)
    if given is None:
        assert "第1页，共2页" in found.text
    else:
        leads_to = f"/desk/digest/rows?week={WEEK}&figure=answered_at_once&page={given}"
        assert (found.status_code, found.headers["location"]) == (303, leads_to)


@pytest.mark.parametrize("typed", ["", "nothing", "<script>"])
def test_a_figure_that_is_none_leads_back(person: Callable[[str], Person], typed: str) -> None:
    found = person("xu").client.get("/desk/digest/rows", params={"figure": typed, "week": WEEK})
    assert (found.status_code, found.headers["location"]) == (303, f"/desk/digest?week={WEEK}")


@pytest.fixture
def address(app: FastAPI, number: str) -> Iterator[str]:
    assert number
    with served(app) as where:
        yield where


@pytest.mark.whole
@pytest.mark.parametrize("width", WIDTHS)
def test_they_are_read_on_any_screen(
    desk: Desk, clock: SetClock, address: str, chromium: Browser, width: int
) -> None:
    with desk.database.transaction() as session:
        token = start_sign_in(session, username="xu", clock=clock, lasts=SIGNED_IN_FOR)
    context = chromium.new_context(viewport={"width": width, "height": WIDTHS[width]}, locale="zh-CN")
    context.add_cookies([{"name": "desk_sign_in", "value": token, "url": f"{address}/desk"}])
    page = context.new_page()
    for figure in ("answered_at_once", "silent_breaches", "emergencies"):
        page.goto(f"{address}/desk/digest/rows?week={WEEK}&figure={figure}")
        looked_at(page, f"digest-rows-{figure}")
        assert_accessible(page)
    context.close()
