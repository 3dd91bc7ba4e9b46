"""From the first word to the approval by clicking, by two people, on a screen and on a telephone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from desk import Desk, router
from hotline.drafts import approved_drafts
from hotline.staff import start_sign_in
from tests.accessibility import assert_accessible
from tests.browser import WIDTHS, Watch, served
from tests.desk.browsing import looked_at
from tests.desk.drafting import QUESTIONS, WRITTEN, SetTrial
from tests.desk.person import SIGNED_IN_FOR
from tests.hotline.drafts.making import TODAY

pytestmark = pytest.mark.whole
SETTINGS: list[dict[str, Any]] = [{}, {"java_script_enabled": False, "color_scheme": "dark"}]


@pytest.fixture
def watch(desk: Desk) -> Iterator[Watch]:
    app = FastAPI()
    app.include_router(router(desk))
    with served(app) as where:
        yield Watch(where)


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def browse(
    request: pytest.FixtureRequest, chromium: Browser, watch: Watch, desk: Desk
) -> Iterator[Callable[..., Page]]:
    contexts = []

    def opened(username: str, **settings: Any) -> Page:
        with desk.database.transaction() as session:
            token = start_sign_in(session, username=username, clock=desk.clock, lasts=SIGNED_IN_FOR)
        size = {"width": request.param, "height": WIDTHS[request.param]}
        context = chromium.new_context(viewport=size, locale="zh-CN", **settings)  # type: ignore[arg-type]
        context.add_cookies([{"name": "desk_sign_in", "value": token, "url": f"{watch.address}/desk"}])
        contexts.append(context)
        page = watch.on(context.new_page())
        page.goto(f"{watch.address}/desk")
        page.get_by_role("link", name="复盘改进").click()
        page.get_by_role("link", name="知识草稿").click()
        return page

    yield opened
    for context in contexts:
        context.close()
    watch.assert_clean()


def fill(page: Page) -> None:
    page.get_by_role("link", name="写新的一条").click()
    looked_at(page, "draft-new")
    page.get_by_label("主题").select_option("高血压")
    page.get_by_label("方面").select_option("service")
    page.get_by_label("问法").fill("\n".join(QUESTIONS))
    for label, name in (
        ("文字回答", "answer"),
        ("电话里念的话", "spoken"),
        ("就医提醒", "seek_care"),
        ("依据", "source"),
        ("发布单位", "publisher"),
        ("年份", "year"),
    ):
        page.get_by_label(label, exact=True).fill(WRITTEN[name])
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status").first).to_have_text("保存好了。写完请送审，没有审核前谁也听不到。")


@pytest.mark.parametrize("settings", SETTINGS, ids=["plain", "without-scripts"])
def test_two_people_bring_a_draft_to_the_patients(
    browse: Callable[..., Page], desk: Desk, settings: dict[str, Any]
) -> None:
    editor = browse("gu", **settings)
    fill(editor)
    looked_at(editor, "draft-written")
    editor.get_by_role("button", name="送审").click()
    expect(editor.get_by_role("status").first).to_contain_text("已送审")
    clinician = browse("shen", **settings)
    looked_at(clinician, "drafts-to-review")
    clinician.get_by_role("link", name="停车场在哪里").click()
    looked_at(clinician, "draft-to-review")
    clinician.get_by_label("我已逐字读过").check()
    clinician.get_by_role("button", name="批准").click()
    expect(clinician.get_by_role("status").first).to_contain_text("已批准")
    looked_at(clinician, "draft-approved")
    with desk.database.reading() as session:
        assert [one.words.questions for one in approved_drafts(session, today=TODAY)] == [QUESTIONS]


def test_a_failed_trial_and_a_doubt_are_told_where_they_are_mended(
    browse: Callable[..., Page], trial: SetTrial, watch: Watch
) -> None:
    trial.lost = {QUESTIONS[1]}
    page = browse("gu")
    fill(page)
    page.get_by_role("button", name="试一试").click()
    expect(page.get_by_text("找不到这个答案：答成了")).to_be_visible()
    page.locator("summary", has_text="修改字句").click()
    page.get_by_label("文字回答").fill("2026年1月起，请打13800001234。")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("“13800001234”")
    looked_at(page, "draft-refused")
    refused = [said for said in watch.complaints if "422" in said]
    assert watch.complaints == refused  # the browser notes that the form was refused
    watch.complaints.clear()
    page.get_by_label("文字回答").fill("2026年1月起，请打热线。")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("请核对是不是患者的")).to_be_visible()
    looked_at(page, "draft-doubts")
    assert_accessible(page)


def test_every_page_can_be_used_by_everybody(browse: Callable[..., Page]) -> None:
    page = browse("shen")
    assert_accessible(page)
    fill(page)
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("要请另一位临床审核医生来审核")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    looked_at(page, "draft-own-hand")
    assert_accessible(page)
    other = browse("luo")
    other.get_by_role("link", name="停车场在哪里").click()
    other.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert_accessible(other)
    page.goto(page.url.partition("/desk/")[0] + "/desk/drafts/new?kind=switched_off&q=少吃盐")
    looked_at(page, "draft-new-entry")
    assert_accessible(page)
