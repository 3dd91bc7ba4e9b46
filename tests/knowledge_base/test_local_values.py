"""Local policy is told with its source while it holds; afterwards it is not, and a person is offered."""

from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from knowledge_base import Entry, KnowledgeFaulty, check_knowledge, load_hospital, load_knowledge
from knowledge_base.live import LiveSearch
from knowledge_base.local_texts import LocalTexts
from knowledge_base.profile import PROFILE
from knowledge_base.search.opening import open_search
from tests.knowledge_base import samples
from tests.knowledge_base.small_encoder import SmallEncoder

LAST_DAY = date(2026, 12, 31)
SHARE: samples.Raw = {
    "value": "百分之七十五",
    "says": "住院的报销比例",
    "source": {"title": "待遇标准", "publisher": "县医保局", "year": 2026},
    "valid_until": LAST_DAY,
    "line": "hotline",
}
ANSWER = "先扣一段。再报{local:share}。有事打{hotline}。"


def folder(
    root: Path, *, answer: str = ANSWER, spoken: str = ANSWER, values: dict[str, Any] | None = None
) -> Path:
    given = {"share": SHARE} if values is None else values
    profile = samples.profile(local_values=deepcopy(given))
    topic = samples.topic(entries=[samples.entry(answer=answer, spoken=spoken)])
    made = samples.folder(root, topic)
    samples.write(made / PROFILE, profile)
    return made


def told(root: Path, *, on: date) -> Entry:
    hospital = load_hospital(root / PROFILE)
    entry = load_knowledge(root, hospital=hospital).entries["hypertension.diet"]
    return LocalTexts(hospital=hospital, today=lambda: on).shown(entry)


def test_a_value_is_told_with_its_source_to_the_end_of_its_last_day(tmp_path: Path) -> None:
    entry = told(folder(tmp_path), on=LAST_DAY)
    assert entry.answer == entry.spoken == "先扣一段。再报百分之七十五。有事打0000-1。"
    assert entry.sources[-1].citation == "《待遇标准》县医保局，2026年"
    assert not entry.follow_up


@pytest.mark.parametrize("form", ["answer", "spoken"])
def test_a_value_that_ran_out_is_not_told_but_when_and_who_knows(tmp_path: Path, form: str) -> None:
    entry = told(folder(tmp_path), on=LAST_DAY + timedelta(days=1))
    text = getattr(entry, form)
    for words in ("先扣一段。", "住院的报销比例", "2026年12月31日", "可能变了", "热线0000-1", "转人工"):
        assert words in text
    assert "百分之七十五" not in text
    assert entry.follow_up
    assert [source.id for source in entry.sources] == ["hypertension-guide"]


def test_several_values_that_ran_out_are_told_of_once(tmp_path: Path) -> None:
    answer = "先扣{local:first}。再报{local:share}。"
    values = {"share": SHARE, "first": {**SHARE, "value": "五百元", "says": "起付线"}}
    entry = told(folder(tmp_path, answer=answer, values=values), on=date(2027, 1, 1))
    assert entry.answer.count("2026年12月31日") == 1
    assert "起付线，住院的报销比例" in entry.answer


def test_a_hospital_that_gives_no_value_sends_to_a_person_and_is_told_so(tmp_path: Path) -> None:
    root = folder(tmp_path, values={})
    entry = told(root, on=LAST_DAY)
    assert "手上还没有" in entry.answer
    assert "转人工" in entry.spoken
    assert entry.follow_up
    report = check_knowledge(root, today=LAST_DAY)
    assert report.faults == ()
    assert [(one.file, one.entry) for one in report.notices] == [("hypertension.yml", "share")]


def test_what_nobody_asked_for_today_holds_no_figure_and_no_braces(tmp_path: Path) -> None:
    root = folder(tmp_path)
    entry = load_knowledge(root, hospital=load_hospital(root / PROFILE)).entries["hypertension.diet"]
    assert entry.answer == "先扣一段。再报当地规定的数。有事打0000-1。"


@pytest.mark.parametrize(
    ("today", "notice"),
    [
        (LAST_DAY - timedelta(days=31), None),
        (LAST_DAY - timedelta(days=30), "the local value holds only until 2026-12-31"),
        (LAST_DAY + timedelta(days=1), "the local value held until 2026-12-31"),
        (None, None),
    ],
)
def test_a_value_about_to_run_out_is_noticed_thirty_days_before(
    tmp_path: Path, today: date | None, notice: str | None
) -> None:
    report = check_knowledge(folder(tmp_path), today=today)
    assert [one.notice for one in report.notices] == ([notice] if notice else [])


def test_a_value_no_entry_uses_is_noticed(tmp_path: Path) -> None:
    report = check_knowledge(folder(tmp_path, answer="少吃盐。", spoken="少吃盐。"), today=LAST_DAY)
    assert [one.notice for one in report.notices] == ["no entry refers to this local value"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"valid_until": "明年"}, "local_values share: valid_until must be a date such as 2026-12-31"),
        ({"value": 75}, "local_values share: value must be str"),
        ({"value": "七" * 25}, "local_values share: value has 1 to 24 characters"),
        ({"line": "nobody"}, "local_values share: unknown line 'nobody'"),
        ({"source": {"title": "标准"}}, "local_values share: source publisher is missing"),
        ({"until": LAST_DAY}, "local_values share: unknown key 'until'"),
    ],
)
def test_a_faulty_value_says_where(tmp_path: Path, changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(KnowledgeFaulty, match="share") as caught:
        load_hospital(folder(tmp_path, values={"share": {**SHARE, **changes}}) / PROFILE)
    assert fault in [one.fault for one in caught.value.faults]


def test_a_value_without_its_last_day_is_a_fault(tmp_path: Path) -> None:
    undated = {key: value for key, value in SHARE.items() if key != "valid_until"}
    report = check_knowledge(folder(tmp_path, values={"share": undated}), today=LAST_DAY)
    assert "local_values share: valid_until is missing" in [one.fault for one in report.faults]


def test_advice_to_seek_care_never_hangs_on_a_local_value(tmp_path: Path) -> None:
    topic = samples.topic(entries=[samples.entry(seek_care="头痛打{local:share}。")])
    report = check_knowledge(samples.folder(tmp_path, topic))
    assert "seek_care may not hold a local value" in [one.fault for one in report.faults]


def test_the_served_search_tells_what_holds_on_the_day_of_the_question(tmp_path: Path) -> None:
    root = folder(tmp_path)
    hospital, day = load_hospital(root / PROFILE), [LAST_DAY]
    search = open_search(
        load_knowledge(root, hospital=hospital),
        folder=root,
        encoder=SmallEncoder(),
        index_folder=root / "index",
    )
    live = LiveSearch(search, texts=LocalTexts(hospital=hospital, today=lambda: day[0]))
    asked = "hypertension.diet 问法一"
    assert "百分之七十五" in live.find(asked).nearest[0].entry.answer
    shelf = live.knowledge
    assert live.knowledge is shelf
    assert "百分之七十五" in shelf.entries["hypertension.diet"].answer
    day[0] += timedelta(days=1)
    assert "可能变了" in live.find(asked).nearest[0].entry.answer
    assert "可能变了" in live.knowledge.entries["hypertension.diet"].answer


def test_the_profile_we_ship_gives_every_value_an_entry_refers_to() -> None:
    shipped = Path(__file__).parents[2] / "knowledge_base"
    report = check_knowledge(shipped, today=date(2026, 11, 23))
    assert [(one.entry, one.notice) for one in report.notices] == [
        ("without_filing_cut", "the local value held until 2026-06-30")
    ]
