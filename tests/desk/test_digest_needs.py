"""大家要什么 on the weekly digest: in callers' own words, and nobody known again by them."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, expect

from desk import Desk, router
from hotline.staff import start_sign_in
from knowledge_base.needs import KeptVectors
from tests.accessibility import assert_accessible
from tests.browser import WIDTHS, served
from tests.desk.browsing import looked_at
from tests.desk.person import SIGNED_IN_FOR, Person
from tests.hotline.digest.making import at, say
from tests.hotline.making import SetClock
from tests.knowledge_base.needs.test_needs import ALONE, EEG, PARKING
from tests.knowledge_base.small_encoder import SmallEncoder


@pytest.fixture
def encoder() -> SmallEncoder:
    return SmallEncoder()


@pytest.fixture
def app(desk: Desk, encoder: SmallEncoder) -> FastAPI:
    app = FastAPI()
    app.include_router(router(Desk(**vars(desk) | {"vectors": KeptVectors(lambda: encoder)})))
    return app


@pytest.fixture
def weeks(desk: Desk) -> None:
    """Parking in every week, and somebody who tells his number; alone what only one asks."""
    for back in range(4):
        for place, said in enumerate([*PARKING, *EEG, *ALONE, "停车场收费多少，打13800001234告诉我"]):
            when = at(day=place % 7, hour=9) - timedelta(weeks=back)
            say(desk.database, f"web-{back}-{place}", when, said=said, channel="web_chat")


@pytest.mark.usefixtures("weeks")
def test_what_many_ask_is_shown_in_their_words(person: Callable[[str], Person]) -> None:
    page = person("xu").client.get("/desk/digest/needs", params={"week": "2026-W47"}).text
    assert "停车场" in page
    assert "没有现成的答复" in page
    assert "13800001234" not in page


@pytest.mark.usefixtures("weeks")
def test_the_digest_leads_there(person: Callable[[str], Person]) -> None:
    page = person("xu").client.get("/desk/digest", params={"week": "2026-W47"}).text
    assert 'href="/desk/digest/needs?week=2026-W47"' in page


@pytest.mark.usefixtures("weeks")
def test_without_a_model_it_says_so(encoder: SmallEncoder, person: Callable[[str], Person]) -> None:
    encoder.broken = True
    found = person("xu").client.get("/desk/digest/needs")
    assert found.status_code == 200
    assert "语句模型现在用不了" in found.text


@pytest.mark.parametrize(("username", "status"), [("xu", 200), ("chen", 403)])
def test_only_who_reads_the_digest_reads_it(
    person: Callable[[str], Person], username: str, status: int
) -> None:
    assert person(username).client.get("/desk/digest/needs").status_code == status


@pytest.fixture
def address(app: FastAPI, weeks: None) -> Iterator[str]:
    assert weeks is None
    with served(app) as where:
        yield where


@pytest.mark.whole
@pytest.mark.parametrize("width", WIDTHS)
def test_the_digest_fetches_it_on_any_screen(
    desk: Desk, clock: SetClock, address: str, chromium: Browser, width: int
) -> None:
    with desk.database.transaction() as session:
        token = start_sign_in(session, username="xu", clock=clock, lasts=SIGNED_IN_FOR)
    context = chromium.new_context(viewport={"width": width, "height": WIDTHS[width]}, locale="zh-CN")
    context.add_cookies([{"name": "desk_sign_in", "value": token, "url": f"{address}/desk"}])
    page = context.new_page()
    page.goto(f"{address}/desk/digest")
    expect(page.locator(".needs > li").first).to_be_visible()
    page.locator(".needs summary").first.click()
    looked_at(page, "digest-needs")
    assert_accessible(page)
    context.close()
