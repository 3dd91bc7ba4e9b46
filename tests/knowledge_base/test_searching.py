"""The mechanics of finding: named topics, context, silence, choices, failure. The model is a small one."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge_base import KnowledgeBase, load_hospital, load_knowledge
from knowledge_base.entries import TopicKind
from knowledge_base.lexicon import Lexicon
from knowledge_base.search.bigrams import Bigrams, pairs
from knowledge_base.search.index import build_index
from knowledge_base.search.naming import Names
from knowledge_base.search.opening import open_search
from knowledge_base.search.searching import Search, SearchUnavailable
from knowledge_base.search.weights import Weights
from tests.knowledge_base import samples
from tests.knowledge_base.small_encoder import SmallEncoder

# The small encoder's cosines are spread wider than the real model's: it needs cuts of its own.
WEIGHTS = Weights(
    ranking=(1.0, 0.5, 0.5, 0.5, 0.0, 0.2, 0.0, 0.0, 0.0, 0.0, 0.0, 1.5, 2.0, 1.0, 2.0, 0.0),
    answering=(4.0, 4.0, 0.0, 0.5, 0.0, 0.5, 1.0, 1.0, 0.0, 0.0),
    bias=-3.0,
    answer_from=0.0,
    outside_below=-1.0,
    alone_from=0.9,
    context=3.0,
    follow_from=-3.0,
)


def phrasings(*words: str) -> list[str]:
    return [f"{word}{ending}" for word in words for ending in ("怎么办", "要注意什么", "")]


def knowledge(root: Path) -> KnowledgeBase:
    pressure = [
        samples.entry("hypertension", "diet", questions=phrasings("高血压饮食", "高血压吃盐")),
        samples.entry("hypertension", "exercise", questions=phrasings("高血压运动", "高血压跑步")),
    ]
    gout = [
        samples.entry("gout", "diet", questions=phrasings("痛风饮食", "痛风吃海鲜")),
        samples.entry("gout", "pain", questions=phrasings("大脚趾红肿", "半夜脚趾疼")),
    ]
    folder = samples.folder(
        root,
        samples.topic(aliases=["血压高"], entries=pressure),
        samples.topic("gout", entries=gout),
    )
    return load_knowledge(folder, hospital=load_hospital(folder / "hospital" / "profile.yml"))


@pytest.fixture
def encoder() -> SmallEncoder:
    return SmallEncoder()


@pytest.fixture
def search(tmp_path: Path, encoder: SmallEncoder) -> Search:
    known = knowledge(tmp_path)
    lexicon = Lexicon({"痛风": ("富贵脚",)})
    index = build_index(known, lexicon=lexicon, encoder=encoder, kept_in=tmp_path / "v.npz")
    return Search(known, index, encoder, weights=WEIGHTS)


def first(search: Search, question: str, *, topic: str | None = None) -> str:
    return search.find(question, topic=topic).answers[0].entry.id


def test_the_entry_asked_for_comes_first(search: Search) -> None:
    assert first(search, "高血压跑步行吗") == "hypertension.exercise"
    assert first(search, "半夜脚趾疼怎么办") == "gout.pain"


def test_a_question_without_a_topic_belongs_to_the_conversations(search: Search) -> None:
    assert first(search, "那饮食呢", topic="gout") == "gout.diet"
    assert first(search, "那饮食呢", topic="高血压") == "hypertension.diet"


def test_naming_another_topic_leaves_the_conversations(search: Search) -> None:
    assert first(search, "高血压饮食", topic="gout") == "hypertension.diet"
    assert first(search, "富贵脚饮食", topic="hypertension") == "gout.diet"


def test_an_unknown_context_is_no_context(search: Search) -> None:
    assert search.find("高血压饮食", topic="没有这个") == search.find("高血压饮食")


@pytest.mark.parametrize("nothing", ["", "   ", "qwertyuiop", "今天股票涨了"])
def test_what_is_not_ours_gets_silence_and_a_reason(search: Search, nothing: str) -> None:
    result = search.find(nothing)
    assert result.abstained
    assert result.reason == "outside"
    assert result.answers == ()
    assert not result.confident


def test_between_the_two_cuts_we_are_unsure_and_staff_see_what_was_near(
    search: Search, tmp_path: Path, encoder: SmallEncoder
) -> None:
    known = knowledge(tmp_path / "again")
    index = build_index(known, lexicon=Lexicon(), encoder=encoder, kept_in=tmp_path / "w.npz")
    strict = Search(known, index, encoder, weights=replace(WEIGHTS, answer_from=99.0))
    result = strict.find("高血压跑步")
    assert (result.abstained, result.reason, result.answers) == (True, "unsure", ())
    assert result.nearest[0].entry.id == "hypertension.exercise"


def test_close_entries_are_offered_as_choices(search: Search) -> None:
    assert search.find("高血压跑步要注意什么").confident
    close = search.find("饮食要注意什么", limit=2)
    assert not close.confident
    assert {hit.entry.id for hit in close.answers} == {"gout.diet", "hypertension.diet"}
    assert close.answers[0].score >= close.answers[1].score


def test_a_broken_encoder_makes_the_search_unavailable(search: Search, encoder: SmallEncoder) -> None:
    encoder.broken = True
    with pytest.raises(SearchUnavailable, match="told to break"):
        search.find("高血压饮食")


def test_open_search_takes_the_lexicon_beside_the_topics(tmp_path: Path, encoder: SmallEncoder) -> None:
    known = knowledge(tmp_path)
    samples.write(tmp_path / "lexicon" / "core.yml", [{"term": "痛风", "words": ["富贵脚"]}])
    opened = open_search(known, folder=tmp_path, encoder=encoder, index_folder=tmp_path / "index")
    assert opened.ranked("富贵脚饮食").readings[0].topic_named.sum() == 2


def test_the_longest_name_counts(tmp_path: Path) -> None:
    names = Names(knowledge(tmp_path), lexicon=Lexicon())
    assert names.named_in("我血压高还有痛风").topics == {"hypertension", "gout"}
    assert names.named_in("没有").topics == set()


def test_pairs_keep_words_numbers_and_lone_characters() -> None:
    assert pairs("血压高，HbA1c 8.2 痛") == ["血压", "压高", "hba", "1", "c", "8.2", "痛"]


def test_a_rare_pair_weighs_more_than_a_common_one() -> None:
    scores = Bigrams(["高血压饮食", "高血压运动", "高血压失眠"])
    assert scores.scores("高血压失眠").argmax() == 2
    assert scores.scores("失眠")[2] > scores.scores("血压")[2]
    assert scores.scores("天气").sum() == 0


def test_a_disease_we_know_nothing_about_gets_no_neighbours_answer(
    tmp_path: Path, encoder: SmallEncoder
) -> None:
    pressure = samples.topic(entries=[samples.entry(questions=phrasings("高血压运动", "落枕还能运动"))])
    folder = samples.folder(tmp_path, pressure)
    samples.write(folder / "uncovered.yml", ["肩周炎", "落枕"])
    known = load_knowledge(folder, hospital=load_hospital(folder / "hospital" / "profile.yml"))
    index = build_index(known, lexicon=Lexicon(), encoder=encoder, kept_in=tmp_path / "v.npz")
    search = Search(known, index, encoder, weights=WEIGHTS)
    assert search.find("肩周炎怎么运动").reason == "uncovered"
    assert search.find("肩周炎怎么运动", topic="高血压").reason == "uncovered"
    assert not search.find("落枕还能运动吗").abstained


def test_the_nearest_entries_are_known_however_far_they_lie(search: Search) -> None:
    nearest = search.closest("吃海鲜", limit=2)
    assert nearest[0].entry.id == "gout.diet"
    assert nearest[0].cosine > nearest[1].cosine
    assert len(search.closest("猫")) == 3


def test_a_refusal_is_nobodys_nearest_entry(tmp_path: Path, encoder: SmallEncoder) -> None:
    known = knowledge(tmp_path)
    topics = (replace(one, kind=TopicKind.REFUSAL) if one.id == "gout" else one for one in known.topics)
    known = KnowledgeBase(topics)
    index = build_index(known, lexicon=Lexicon(), encoder=encoder, kept_in=tmp_path / "v.npz")
    search = Search(known, index, encoder, weights=WEIGHTS)
    assert {near.entry.topic_id for near in search.closest("痛风饮食", limit=9)} == {"hypertension"}


def test_what_comes_nearest_fails_as_the_search_does(search: Search, encoder: SmallEncoder) -> None:
    encoder.broken = True
    with pytest.raises(SearchUnavailable, match="told to break"):
        search.closest("高血压饮食")
