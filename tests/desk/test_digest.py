"""The manager's page on Monday: what to see to first, no arrow on noise, no patient's word."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document
from fastapi import FastAPI
from openpyxl import load_workbook
from playwright.sync_api import Browser
from pypdf import PdfReader

from desk import Desk
from desk.papers.word_styles import FIRST
from hotline.calls import CallOutcome
from hotline.staff import start_sign_in
from hotline.tickets import AttemptOutcome, FeedbackMeans, get_ticket
from tests.accessibility import assert_accessible
from tests.browser import WIDTHS, served
from tests.desk.browsing import looked_at
from tests.desk.person import SIGNED_IN_FOR, Person
from tests.hotline.digest.making import ask_person, at, ring, say, ticket
from tests.hotline.making import SetClock

MINUTE = timedelta(minutes=1)
WEEK = timedelta(weeks=1)


def usual_weeks(desk: Desk) -> None:
    for back in range(5):
        for place in range(12):
            when = at(day=place % 7, hour=8 + place) - back * WEEK
            say(desk.database, f"web-{back}-{place}", when, "gout.beer", channel="web_chat")


@pytest.fixture
def week(desk: Desk) -> str:
    """Ordinary weeks, and in the last one many more calls about strokes and a promise broken in silence."""
    usual_weeks(desk)
    for place in range(30):
        call = ring(desk.database, at(day=place % 5, hour=9 + place % 9), CallOutcome.FINISHED)
        say(desk.database, call, at(day=place % 5, hour=9 + place % 9), "stroke.signs", channel="phone")
    ring(desk.database, at(day=5, hour=21), CallOutcome.ABANDONED)
    kept = ticket(desk.database, "web-0-1", at(day=1, hour=10))
    with desk.database.transaction() as session:
        found = get_ticket(session, number=kept)
        found.accept("chen", at=at(day=1, hour=11))
        found.record_attempt(
            by="chen",
            how=FeedbackMeans.CALL,
            outcome=AttemptOutcome.REACHED,
            text="说了",
            at=at(day=1, hour=12),
        )
    return ticket(desk.database, "web-0-2", at(day=2, hour=10), summary="阿婆问绿萝卜")


def page_of(person: Callable[[str], Person], username: str, week: str = "") -> str:
    return person(username).client.get("/desk/digest", params={"week": week}).text


@pytest.mark.parametrize(
    ("username", "status"), [("xu", 200), ("fang", 200), ("gu", 200), ("chen", 403), ("he", 403)]
)
def test_only_who_answers_for_the_hotline_reads_it(
    person: Callable[[str], Person], username: str, status: int
) -> None:
    assert person(username).client.get("/desk/digest").status_code == status


@pytest.mark.usefixtures("week")
def test_what_must_be_seen_to_comes_first(person: Callable[[str], Person]) -> None:
    page = page_of(person, "xu")
    assert "2026年第47周（11月16日至11月22日）" in page
    assert page.index("有1件工单过了承诺的时间") < page.index("来询")
    assert "来询43次，比前四周平均的12次多，不像是偶然。" in page
    assert "问得明显多了的：stroke。" in page
    assert "打进来的31个电话里，1个没有等到答复。" in page


def test_a_week_like_the_others_has_no_arrow(desk: Desk, person: Callable[[str], Person]) -> None:
    usual_weeks(desk)
    page = page_of(person, "xu")
    assert "来询12次，前四周平均12次，没有明显变化。" in page
    assert "问得明显" not in page


def test_a_first_week_is_compared_with_nothing(desk: Desk, person: Callable[[str], Person]) -> None:
    for place in range(30):
        when = at(day=place % 7, hour=8 + place % 9)
        say(desk.database, f"web-{place}", when, "gout.beer", channel="web_chat")
    page = page_of(person, "xu")
    assert "来询30次。以前的记录还不够，比不出多少。" in page
    assert "以前的记录还不够</span>" in page
    assert "前四周平均的0次" not in page
    assert "问得明显" not in page


def test_a_week_without_anybody_says_so(person: Callable[[str], Person]) -> None:
    assert "这一周没有人来询。" in page_of(person, "xu")


@pytest.mark.parametrize("written", ["2026-W99", "下周", "2031-W01", "<script>", "0001-W01", "9999-W52"])
def test_a_week_that_is_none_shows_one_that_is(
    desk: Desk, person: Callable[[str], Person], written: str
) -> None:
    found = person("xu").client.get("/desk/digest", params={"week": written})
    assert found.status_code == 200
    assert "每周小结" in found.text


def test_a_week_that_still_runs_says_so(person: Callable[[str], Person]) -> None:
    assert "这一周还没有过完" in page_of(person, "xu", "2026-W48")


@pytest.mark.usefixtures("week")
def test_one_more_nurse_is_reckoned_from_who_really_came(desk: Desk, person: Callable[[str], Person]) -> None:
    for place in range(40):
        when = at(day=place % 7, hour=19 + place % 2)
        number = ticket(desk.database, f"web-e-{place}", when)
        ask_person(desk.database, f"web-e-{place}", when, number=number, lasts=10 * MINUTE, by="chen")
    page = person("xu").client.get("/desk/digest", params={"first": "19", "last": "21", "nurses": "1"}).text
    said = page[page.index("前八周里") : page.index("厄兰C")]
    assert said.startswith("前八周里，这几个钟头有40人要找护士，平均每小时0.4人，一次大约10分"), said
    assert said.index("1名护士：") < said.index("2名护士：")


@pytest.mark.parametrize(
    "typed", [{"first": "22", "last": "2"}, {"first": "晚上"}, {"nurses": "0"}, {"nurses": "100"}]
)
@pytest.mark.usefixtures("week")
def test_hours_that_make_no_sense_are_those_of_the_empty_form(
    person: Callable[[str], Person], typed: dict[str, str]
) -> None:
    page = person("xu").client.get("/desk/digest", params=typed)
    assert page.status_code == 200
    assert 'name="first" inputmode="numeric" value="19"' in page.text
    assert "过了半夜的分两次算" in page.text


@pytest.mark.parametrize(
    "typed", [{}, {"first": "", "last": ""}, {"first": "08", "last": "24", "nurses": "2"}]
)
@pytest.mark.usefixtures("week")
def test_hours_that_make_sense_are_taken_without_a_word(
    person: Callable[[str], Person], typed: dict[str, str]
) -> None:
    assert "过了半夜的分两次算" not in person("xu").client.get("/desk/digest", params=typed).text


@pytest.mark.usefixtures("week")
def test_the_rows_are_downloaded_by_who_may_read_them(person: Callable[[str], Person]) -> None:
    got = person("xu").client.get("/desk/digest.xlsx", params={"week": "2026-W47"})
    sheets = ["数字", "各类人", "问的方面", "问到的科室", "来询", "工单", "评价", "急症"]
    assert load_workbook(BytesIO(got.content)).sheetnames == sheets
    assert "digest-2026-W47.xlsx" in got.headers["content-disposition"]
    assert person("chen").client.get("/desk/digest.xlsx").status_code == 403


@pytest.mark.usefixtures("week")
def test_the_paper_is_downloaded_by_who_may_read_it_and_names_nobody(
    person: Callable[[str], Person],
) -> None:
    got = person("xu").client.get("/desk/digest.pdf", params={"week": "2026-W47"})
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(got.content)).pages)
    text = "".join(text.split())
    assert "有1件工单过了承诺的时间" in text
    assert "来询43次" in text
    assert "绿萝卜" not in text
    assert "digest-2026-W47.pdf" in got.headers["content-disposition"]
    assert person("chen").client.get("/desk/digest.pdf").status_code == 403


@pytest.mark.usefixtures("week")
def test_the_paper_for_word_is_opened_again_and_names_nobody(person: Callable[[str], Person]) -> None:
    got = person("xu").client.get("/desk/digest.docx", params={"week": "2026-W47"})
    word = Document(BytesIO(got.content))
    concluded = [one.text for one in word.paragraphs if one.style is not None and one.style.name == FIRST]
    assert concluded[0] == "有1件工单过了承诺的时间，患者没有等到任何消息。请先看这些工单。"
    assert concluded[1].startswith("来询43次")
    assert "绿萝卜" not in got.content.decode("latin-1") + "".join(one.text for one in word.paragraphs)
    assert "digest-2026-W47.docx" in got.headers["content-disposition"]
    assert person("chen").client.get("/desk/digest.docx").status_code == 403


@pytest.mark.usefixtures("week")
def test_the_sections_stand_in_the_order_they_are_read(person: Callable[[str], Person]) -> None:
    page = page_of(person, "xu")
    titles = re.findall(r'<h2 id="(\w+)">', page)
    assert titles == [
        *("concluded", "needs", "measures", "numbers", "missed", "handed", "asked", "when", "promises"),
        *("fairness", "staffing", "figures"),
    ]


@pytest.mark.usefixtures("week")
def test_no_word_of_a_patient_stands_in_it(person: Callable[[str], Person]) -> None:
    page = page_of(person, "xu")
    assert "绿萝卜" not in page
    assert "13800008000" not in page


@pytest.fixture
def address(app: FastAPI, week: str) -> Iterator[str]:
    assert week
    with served(app) as where:
        yield where


@pytest.mark.whole
@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_read_on_any_screen(
    desk: Desk, clock: SetClock, address: str, chromium: Browser, width: int
) -> None:
    with desk.database.transaction() as session:
        token = start_sign_in(session, username="xu", clock=clock, lasts=SIGNED_IN_FOR)
    context = chromium.new_context(viewport={"width": width, "height": WIDTHS[width]}, locale="zh-CN")
    context.add_cookies([{"name": "desk_sign_in", "value": token, "url": f"{address}/desk"}])
    page = context.new_page()
    page.goto(f"{address}/desk/digest")
    looked_at(page, "digest")
    assert_accessible(page)
    folded = page.locator(".folded table").first
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert folded.is_visible()
    page.emulate_media(media="screen")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    looked_at(page, "digest-unfolded")
    assert_accessible(page)
    context.close()
