"""知识缺口: what was missed is shown in callers' words, and becomes a draft by one click."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi import FastAPI
from httpx2 import Response
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from desk import Desk, router
from desk.gaps import NEW_CALLERS
from hotline.conversations import Message, Missed
from hotline.drafts import Draft, DraftKind, DraftWords, write_draft
from hotline.staff import start_sign_in
from knowledge_base.needs import KeptVectors
from tests.accessibility import assert_accessible
from tests.browser import WIDTHS, served
from tests.desk.browsing import looked_at
from tests.desk.knowing import DIET, GOUT, ToldSearch
from tests.desk.person import SIGNED_IN_FOR, Person, token_in
from tests.hotline.digest.making import at, say
from tests.hotline.making import SetClock
from tests.knowledge_base.gaps.test_gaps import ALONE, EEG, PARKING
from tests.knowledge_base.small_encoder import SmallEncoder

FOUND = "/desk/gaps/found"
BEGIN = "/desk/gaps/begin"


@pytest.fixture
def encoder() -> SmallEncoder:
    return SmallEncoder()


@pytest.fixture
def app(desk: Desk, encoder: SmallEncoder) -> FastAPI:
    app = FastAPI()
    app.include_router(router(Desk(**vars(desk) | {"vectors": KeptVectors(lambda: encoder)})))
    return app


@pytest.fixture(autouse=True)
def missed(desk: Desk, knowledge: ToldSearch, clock: SetClock) -> None:
    """Eight weeks of it; the entry on a diet comes nearest."""
    clock.at = at(day=4, hour=18)
    knowledge.nearest, knowledge.abstained = (DIET, GOUT), True
    for back in range(8):
        told = [*EEG, *PARKING, ALONE, "停车费打13800001234告诉我", "转人工"]
        for place, said in enumerate(told[back % 2 :: 1 + back % 3]):
            when = at(day=place % 4, hour=9) - timedelta(weeks=back)
            say(
                desk.database,
                f"web-{back}-{place}",
                when,
                said=said,
                channel="web_chat",
                missed=Missed.ABSTAINED if place % 2 else Missed.UNCOVERED,
            )


def begin(person: Person, **fields: str) -> str:
    token = token_in(person.client.get(FOUND).text)
    answer = person.client.post(BEGIN, data={"form_token": token, **fields})
    assert answer.status_code == 303
    return answer.headers["location"]


def the_draft(desk: Desk) -> Draft:
    with desk.database.reading() as session:
        return session.scalars(select(Draft)).one()


def test_what_was_missed_is_shown_with_its_reasons_and_the_nearest_entry(
    person: Callable[[str], Person],
) -> None:
    page = person("gu").client.get(FOUND).text
    assert EEG[0] in page
    assert "有这方面，没有合适的条目" in page
    assert f"最接近的现有条目：{DIET.title}" in page
    assert DIET.answer in page
    assert "13800001234" not in page
    assert "转人工" not in page


def test_ticked_words_become_a_new_entry_to_be_written(desk: Desk, person: Callable[[str], Person]) -> None:
    where = begin(
        person("gu"),
        begin="entry",
        gap="gap-0123456789ab",
        **{"example-1": EEG[0], "example-3": EEG[1]},
    )
    draft = the_draft(desk)
    assert where == f"/desk/drafts/{draft.id}"
    assert (draft.kind, draft.gap, draft.written_by) == (DraftKind.ENTRY, "gap-0123456789ab", "gu")
    assert draft.words == DraftWords(questions=(EEG[0], EEG[1]))


def test_nobodys_number_comes_into_a_draft_by_a_tick(desk: Desk, person: Callable[[str], Person]) -> None:
    ticked = {"example-1": "我叫王小明，电话13800001234", "example-2": "停" * 90}
    begin(person("gu"), begin="entry", gap="gap-0123456789ab", **ticked)
    assert the_draft(desk).words == DraftWords(questions=("停" * 80,))


def test_ticked_words_become_phrasings_of_an_entry(desk: Desk, person: Callable[[str], Person]) -> None:
    begin(person("chen"), begin=f"phrasings {GOUT.id}", gap="gap-0123456789ab", **{"example-1": EEG[0]})
    draft = the_draft(desk)
    assert (draft.kind, draft.words.entry_id) == (DraftKind.PHRASINGS, GOUT.id)
    assert draft.words.questions == (EEG[0],)


def test_phrasings_of_an_entry_that_is_gone_lead_back(desk: Desk, person: Callable[[str], Person]) -> None:
    assert begin(person("gu"), begin="phrasings gout.gone", gap="gap-0123456789ab") == "/desk/gaps"
    with desk.database.reading() as session:
        assert session.scalars(select(Draft)).all() == []


def test_what_was_begun_is_told_beside_its_gap(
    desk: Desk, clock: SetClock, person: Callable[[str], Person]
) -> None:
    with desk.database.transaction() as session:
        words = DraftWords(questions=(PARKING[0],))
        draft = write_draft(session, kind=DraftKind.ENTRY, words=words, by="gu", clock=clock).id
    page = person("gu").client.get(FOUND).text
    assert f'<a href="/desk/drafts/{draft}">新条目：正在写</a>' in page


def test_what_is_answered_by_now_stands_last(person: Callable[[str], Person], knowledge: ToldSearch) -> None:
    knowledge.abstained = False
    page = person("gu").client.get(FOUND).text
    assert "现在再问已经答得出的" in page


def test_what_only_a_search_that_was_away_missed_is_no_gap_once_it_answers(
    desk: Desk, person: Callable[[str], Person], knowledge: ToldSearch
) -> None:
    away = "胆囊切了能吃鸡蛋吗"
    say(desk.database, "web-away", at(hour=9), said=away, missed=Missed.UNAVAILABLE)
    assert away in person("gu").client.get(FOUND).text
    knowledge.abstained = False
    assert away not in person("gu").client.get(FOUND).text


@pytest.mark.parametrize("away", ["model", "search"])
def test_without_model_or_search_it_says_so(
    encoder: SmallEncoder, knowledge: ToldSearch, person: Callable[[str], Person], away: str
) -> None:
    encoder.broken, knowledge.is_away = away == "model", away == "search"
    found = person("gu").client.get(FOUND)
    assert (found.status_code, "现在用不了" in found.text) == (200, True)


@pytest.mark.parametrize(
    ("username", "status"),
    [("gu", 200), ("xu", 200), ("fang", 200), ("chen", 200), ("wang", 403), ("he", 403)],
)
def test_who_closes_gaps_reads_them(person: Callable[[str], Person], username: str, status: int) -> None:
    for place in ("/desk/gaps", FOUND):
        assert person(username).client.get(place).status_code == status


def test_an_administrator_reads_and_writes_nothing(person: Callable[[str], Person]) -> None:
    fang = person("fang")
    page = fang.client.get(FOUND).text
    assert "写成新条目" not in page
    answer = fang.client.post(BEGIN, data={"form_token": token_in(page), "begin": "entry"})
    assert answer.status_code == 403


def test_a_form_of_another_page_begins_nothing(person: Callable[[str], Person]) -> None:
    assert person("gu").client.post(BEGIN, data={"begin": "entry"}).status_code == 403


@pytest.mark.whole
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_fetches_it_on_any_screen(
    desk: Desk, app: FastAPI, clock: SetClock, chromium: Browser, width: int
) -> None:
    with desk.database.transaction() as session:
        token = start_sign_in(session, username="gu", clock=clock, lasts=SIGNED_IN_FOR)
        words = DraftWords(questions=(PARKING[0],))
        write_draft(session, kind=DraftKind.ENTRY, words=words, by="gu", clock=clock)
    with served(app) as address:
        context = chromium.new_context(viewport={"width": width, "height": WIDTHS[width]}, locale="zh-CN")
        context.add_cookies([{"name": "desk_sign_in", "value": token, "url": f"{address}/desk"}])
        page = context.new_page()
        page.goto(f"{address}/desk/gaps")
        expect(page.locator(".gap").first).to_be_visible(timeout=60_000)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        wide = page.evaluate("""[...document.querySelectorAll(".gap button")].filter(b =>
            b.getBoundingClientRect().right > b.closest(".gap").getBoundingClientRect().right).length""")
        assert wide == 0
        looked_at(page, "gaps")
        assert_accessible(page)
        context.close()


ASIDE = "/desk/gaps/set-aside"


def set_aside(person: Person, *, reason: str, gap: str | None = None) -> Response:
    page = person.client.get(FOUND).text
    shown = re.findall(r'<li class="gap" id="(gap-[0-9a-f]+)"', page)
    fields = {"form_token": token_in(page), "gap": gap or shown[0], "reason": reason}
    return person.client.post(ASIDE, data=fields)


def still_open(person: Person) -> str:
    return person.client.get(FOUND).text.partition('<details class="answered"')[0]


def test_a_gap_that_needs_no_entry_is_set_aside_with_its_reason(person: Callable[[str], Person]) -> None:
    gu = person("gu")
    first = re.findall(r'<li class="gap" id="(gap-[0-9a-f]+)"', still_open(gu))
    answer = set_aside(gu, reason="停车的事请保安处答")
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/gaps?done=set_aside")
    assert "已设为不用写。" in gu.client.get("/desk/gaps?done=set_aside").text
    assert re.findall(r'<li class="gap" id="(gap-[0-9a-f]+)"', still_open(gu)) == first[1:]
    page = person("shen").client.get(FOUND).text
    assert "设为不用写的1类" in page
    assert "顾编辑今天 18:00设为不用写：停车的事请保安处答。" in page


@pytest.mark.parametrize(("new", "is_back"), [(0, False), (NEW_CALLERS - 1, False), (NEW_CALLERS, True)])
def test_it_is_shown_again_once_several_new_people_ask(
    desk: Desk, clock: SetClock, person: Callable[[str], Person], *, new: int, is_back: bool
) -> None:
    gu = person("gu")
    name = re.findall(r'<li class="gap"[^>]*>\s*<h2>([^<]+)</h2>', still_open(gu))[0]
    with desk.database.reading() as session:
        asked = next(one for one in session.scalars(select(Message)) if one.text == name)
    assert set_aside(gu, reason="不归我们答").status_code == 303
    clock.at += timedelta(hours=2)
    later = clock.at - timedelta(hours=1)
    for caller in [asked.conversation_id, *(f"web-new-{number}" for number in range(new))]:
        say(desk.database, caller, later, said=name, channel="web_chat", missed=Missed.ABSTAINED)
    page = still_open(person("gu"))
    assert ("后来又有新的人问，请再看一看。" in page) == is_back
    assert ("不归我们答" in page) == is_back


@pytest.mark.parametrize(
    ("reason", "gap", "said", "status"),
    [
        ("", None, "请写一句为什么不用写。", 422),
        ("不" * 101, None, "请缩短到100个字以内", 422),
        ("13800001234已经答过", None, "“13800001234”", 422),
        ("不归我们答", "gap-000000000000", "这一类刚刚有了变化", 409),
    ],
)
def test_what_is_not_set_aside_says_why(
    person: Callable[[str], Person], reason: str, gap: str | None, said: str, status: int
) -> None:
    gu = person("gu")
    refused = set_aside(gu, reason=reason, gap=gap)
    assert refused.status_code == status
    assert said in refused.text
    assert "设为不用写的" not in gu.client.get(FOUND).text


def test_who_writes_no_drafts_sets_nothing_aside(person: Callable[[str], Person]) -> None:
    assert set_aside(person("fang"), reason="不用").status_code == 403
    assert "不用写<span" not in person("fang").client.get(FOUND).text
