"""Questions without an answer are gathered, shown with care, and put beside what we do know."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from knowledge_base.embedding.errors import EncoderBroken
from knowledge_base.gaps import WEEKS, Gap, Gaps, Lacking, asks_for_something, find_gaps
from knowledge_base.needs import KeptVectors
from knowledge_base.search.searching import SearchUnavailable
from tests.desk.knowing import DIET, ToldSearch
from tests.knowledge_base.small_encoder import SmallEncoder

EEG = ("脑电图下午能不能做", "下午能做脑电图吗", "脑电图下午做不做")
PARKING = ("停车场怎么收费", "停车场收费多少")
ALONE = "食堂对外开放吗"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def lacking(text: str, *, caller: str = "", back: int = 0, why: str = "abstained") -> Lacking:
    who = caller or f"{text}-{back}"
    return Lacking(contact=who, caller=who, at=NOW - timedelta(weeks=back), week=back, text=text, why=why)


@pytest.fixture
def encoder() -> SmallEncoder:
    return SmallEncoder()


@pytest.fixture
def served() -> ToldSearch:
    return ToldSearch(nearest=(DIET,), abstained=True)


@pytest.fixture
def vectors(encoder: SmallEncoder) -> KeptVectors:
    return KeptVectors(lambda: encoder)


def found(told: Sequence[Lacking], *, vectors: KeptVectors, served: ToldSearch, most: int = 40) -> Gaps:
    return find_gaps(told, vectors=vectors, served=served, most=most)


def of(gaps: Gaps, text: str) -> Gap:
    return next(gap for gap in gaps.found if text in gap.texts)


def everything() -> list[Lacking]:
    return [lacking(text) for text in (*EEG, *PARKING, ALONE)]


def test_what_is_asked_in_other_words_is_one_gap_and_one_question_is_one_too(
    vectors: KeptVectors, served: ToldSearch
) -> None:
    gaps = found(everything(), vectors=vectors, served=served)
    assert [set(gap.texts) for gap in gaps.found] == [set(EEG), set(PARKING), {ALONE}]
    assert [gap.callers for gap in gaps.found] == [3, 2, 1]


def test_two_who_ask_the_same_alone_in_the_world_are_one_gap(
    vectors: KeptVectors, served: ToldSearch
) -> None:
    gaps = found([lacking(text) for text in EEG[:2]], vectors=vectors, served=served)
    assert len(gaps.found) == 1


def test_weeks_callers_and_reasons_are_counted(vectors: KeptVectors, served: ToldSearch) -> None:
    told = [
        lacking(EEG[0], caller="a"),
        lacking(EEG[1], caller="a", why="badly_rated"),
        lacking(EEG[0], caller="b", back=2),
        lacking(EEG[0], caller="c", back=WEEKS),
    ]
    gap = of(found(told, vectors=vectors, served=served), EEG[0])
    assert (gap.questions, gap.callers) == (3, 2)
    assert gap.weeks == (1, 0, 1, 0, 0, 0, 0, 0)
    assert gap.why == {"abstained": 2, "badly_rated": 1}
    assert gap.last == NOW


def test_the_nearest_entry_is_told_however_far_it_lies(vectors: KeptVectors, served: ToldSearch) -> None:
    gap = of(found(everything(), vectors=vectors, served=served), ALONE)
    assert gap.nearest == ((DIET.id, 0.9),)


def test_what_is_answered_by_now_is_told_so(vectors: KeptVectors, served: ToldSearch) -> None:
    assert not of(found(everything(), vectors=vectors, served=served), ALONE).is_answered
    served.abstained = False
    assert of(found(everything(), vectors=vectors, served=served), ALONE).is_answered


def test_words_that_point_to_somebody_are_counted_and_not_shown(
    vectors: KeptVectors, served: ToldSearch
) -> None:
    gap = of(found([lacking("王阿姨的片子出来没有")], vectors=vectors, served=served), "王阿姨的片子出来没有")
    assert (gap.examples, gap.name, gap.callers) == ((), "", 1)
    told = lacking("片子打13800001234告诉我")
    assert of(found([told], vectors=vectors, served=served), told.text).examples == ("片子打〔号码〕告诉我",)


def test_a_gap_is_known_again_when_more_people_ask(vectors: KeptVectors, served: ToldSearch) -> None:
    then = found([lacking(EEG[0], back=1)], vectors=vectors, served=served).found[0]
    now = of(found([lacking(EEG[0], back=1), *everything()], vectors=vectors, served=served), EEG[0])
    assert now.id == then.id
    later = of(found(everything(), vectors=vectors, served=served), EEG[0])
    assert then.id in later.known_as


def test_only_so_many_are_told_in_full(vectors: KeptVectors, served: ToldSearch) -> None:
    gaps = found(everything(), vectors=vectors, served=served, most=1)
    assert (len(gaps.found), gaps.more) == (1, 2)
    assert set(served.asked) <= set(EEG)


def test_nothing_missed_is_no_gap(vectors: KeptVectors, served: ToldSearch) -> None:
    assert found([], vectors=vectors, served=served) == Gaps(found=(), more=0, contacts=0, looked_at=0)


def test_a_broken_model_and_an_absent_search_are_said(
    vectors: KeptVectors, served: ToldSearch, encoder: SmallEncoder
) -> None:
    served.is_away = True
    with pytest.raises(SearchUnavailable):
        found(everything(), vectors=vectors, served=served)
    served.is_away, encoder.broken = False, True
    with pytest.raises(EncoderBroken):
        found([lacking("从来没有问过的话")], vectors=vectors, served=served)


@pytest.mark.parametrize(
    "said",
    [
        "转人工",
        "我要找人工客服",
        "人工服务！",
        "帮我接护士",
        "你好",
        "喂，在吗？",
        "好的谢谢",
        "13800001234",
        "是的",
        "？",
    ],
)
def test_who_wants_a_person_or_says_thanks_tells_no_gap(said: str) -> None:
    assert not asks_for_something(said)


@pytest.mark.parametrize(
    "said",
    [
        "脑电图",
        "护士站在几楼",
        "医生几点下班",
        "人工耳蜗能做磁共振吗",
        "可以做无痛胃镜吗",
        "好的坏的胆固醇怎么看",
        "请护工",
    ],
)
def test_what_may_be_a_question_stays_one(said: str) -> None:
    assert asks_for_something(said)
