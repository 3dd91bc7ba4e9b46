"""A page an entry: the whole of it with where it comes from, and never what is not for readers."""

from dataclasses import replace
from datetime import date
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotline.conversations import ToldEntry, record_exchanges
from hotline.database import Database
from knowledge_base import Hospital
from knowledge_base.entries import REVIEWED, Entry, KnowledgeBase, Signature
from telephony.channels.entry_page import EntryPage, router
from tests.hotline.making import an_exchange
from tests.telephony.entry_page.conftest import Served
from tests.telephony.making import Hotline

ENTRY = "hypertension.what_is"


@pytest.fixture
def entry(known: KnowledgeBase) -> Entry:
    return known.entries[ENTRY]


def with_entry(known: KnowledgeBase, entry: Entry) -> KnowledgeBase:
    """The same knowledge with this entry in the place of its namesake."""
    topics = [
        replace(topic, entries=tuple(entry if one.id == entry.id else one for one in topic.entries))
        for topic in known.topics
    ]
    return KnowledgeBase(topics)


def without_entry(known: KnowledgeBase, name: str) -> KnowledgeBase:
    return KnowledgeBase(
        replace(topic, entries=tuple(one for one in topic.entries if one.id != name))
        for topic in known.topics
    )


def test_an_entry_is_shown_whole_with_its_sources_review_version_and_our_number(
    reader: TestClient, entry: Entry, hospital: Hospital
) -> None:
    page = reader.get(f"/entry/{ENTRY}")
    assert page.status_code == 200
    for text in (
        entry.title,
        *entry.answer.split("\n"),
        entry.seek_care,
        entry.sources[0].citation,
        "待临床审核",
        entry.version,
        entry.department,
        hospital.placeholders["hotline"],
        'href="tel:120"',
    ):
        assert text in page.text


def test_a_signed_entry_names_who_signed_it_and_when(
    reader: TestClient, search: Served, entry: Entry
) -> None:
    signature = Signature(reviewer="陈医生（示例）", signed_on=date(2026, 3, 1))
    search.knowledge = with_entry(
        search.knowledge, replace(entry, review_status=REVIEWED, signature=signature)
    )
    page = reader.get(f"/entry/{ENTRY}")
    assert "审核：陈医生（示例），2026年3月1日" in page.text
    assert "待临床审核" not in page.text
    assert "X-Robots-Tag" not in page.headers


def test_what_awaits_review_is_not_for_search_engines(reader: TestClient) -> None:
    assert reader.get(f"/entry/{ENTRY}").headers["X-Robots-Tag"] == "noindex"


def test_nothing_internal_is_shown(reader: TestClient, search: Served, entry: Entry) -> None:
    marked = replace(
        entry,
        questions=(entry.title, "问法只给检索用"),
        spoken="只给电话念的话",
        patterns=("拒绝的模式",),
        follow_up=True,
    )
    search.knowledge = with_entry(search.knowledge, marked)
    page = reader.get(f"/entry/{ENTRY}").text
    for inside in ("问法只给检索用", "只给电话念的话", "拒绝的模式", "follow_up"):
        assert inside not in page


def test_words_of_an_entry_are_words_and_no_markup(reader: TestClient, search: Served, entry: Entry) -> None:
    search.knowledge = with_entry(search.knowledge, replace(entry, answer="<script>alert(1)</script>"))
    assert "<script>" not in reader.get(f"/entry/{ENTRY}").text


def test_the_same_words_are_not_sent_twice_and_changed_ones_are(
    reader: TestClient, search: Served, entry: Entry
) -> None:
    first = reader.get(f"/entry/{ENTRY}")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    mark = {"If-None-Match": f'W/{first.headers["ETag"]}, "another"'}
    again = reader.get(f"/entry/{ENTRY}", headers=mark)
    assert (again.status_code, again.text) == (304, "")
    search.knowledge = with_entry(search.knowledge, replace(entry, answer="新的话。", version="fedcba987654"))
    changed = reader.get(f"/entry/{ENTRY}", headers=mark)
    assert changed.status_code == 200
    assert "新的话。" in changed.text


@pytest.mark.parametrize(
    "name", ["hypertension.no_such", "no_such_topic", "..", "%2e%2e%2f.env", "高血压", "a" * 500]
)
def test_what_was_never_there_is_a_kind_page_with_our_number(
    reader: TestClient, hospital: Hospital, name: str
) -> None:
    page = reader.get(f"/entry/{name}")
    assert page.status_code == 404
    assert page.headers["content-type"].startswith(("text/html", "application/json"))
    if page.headers["content-type"].startswith("text/html"):
        assert hospital.placeholders["hotline"] in page.text
        assert page.headers["Cache-Control"] == "no-store"


def test_what_was_told_and_is_told_no_more_is_gone(
    reader: TestClient, search: Served, hotline: Hotline, hospital: Hospital
) -> None:
    search.knowledge = without_entry(search.knowledge, ENTRY)
    assert reader.get(f"/entry/{ENTRY}").status_code == 404
    told = (ToldEntry(entry=ENTRY, version="0123456789ab"),)
    with hotline.database.transaction() as session:
        record_exchanges(session, [an_exchange(told=told)])
    page = reader.get(f"/entry/{ENTRY}")
    assert page.status_code == 410
    assert "不要再照以前看到的做" in page.text
    assert hospital.placeholders["hotline"] in page.text


def test_while_the_store_is_away_what_is_not_there_is_not_found(search: Served, hospital: Hospital) -> None:
    away = EntryPage(search=search, database=Database("sqlite:////nowhere/at/all.db"), hospital=hospital)
    app = FastAPI()
    app.include_router(router(away))
    reader = TestClient(app)
    assert reader.get(f"/entry/{ENTRY}").status_code == 200
    assert reader.get("/entry/hypertension.no_such").status_code == 404


def test_while_no_knowledge_is_loaded_the_page_asks_to_come_back(reader: TestClient, search: Served) -> None:
    search.knowledge = KnowledgeBase(())
    for path in ("/entry", f"/entry/{ENTRY}"):
        page = reader.get(path)
        assert page.status_code == 503
        assert page.headers["Retry-After"] == "60"


def test_every_topic_leads_to_its_entries_and_refusals_are_not_listed(
    reader: TestClient, known: KnowledgeBase
) -> None:
    listed = reader.get("/entry").text
    assert 'href="/entry/hypertension"' in listed
    refusals = [topic for topic in known.topics if topic.kind.value == "refusal"]
    assert refusals
    assert all(f'"/entry/{topic.id}"' not in listed for topic in refusals)
    topic = reader.get("/entry/hypertension").text
    found = known.find_topic("hypertension")
    assert found is not None
    assert all(f'href="/entry/{entry.id}"' in topic for entry in found.entries)


def test_every_entry_there_is_has_a_page(reader: TestClient, known: KnowledgeBase) -> None:
    plain = [topic.entries[0].id for topic in known.topics]
    assert len(plain) > 400
    assert {reader.get(f"/entry/{name}").status_code for name in plain} == {200}


def test_the_page_asks_no_stranger_and_runs_no_script(reader: TestClient) -> None:
    page = reader.get(f"/entry/{ENTRY}")
    assert "<script" not in page.text
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "http://" not in page.text
    assert "https://" not in page.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=60))
def test_no_address_breaks_the_page(reader: TestClient, name: str) -> None:
    page = reader.get(f"/entry/{quote(name, safe='', errors='replace')}")
    assert page.status_code in {200, 404, 405}
