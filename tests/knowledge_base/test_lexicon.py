"""Colloquial words lead to standard terms, and the caller's own words stay."""

from pathlib import Path

import pytest

from knowledge_base import KnowledgeFaulty
from knowledge_base.lexicon import Lexicon, load_lexicon
from tests.knowledge_base import samples

REAL = Path(__file__).parents[2] / "knowledge_base" / "lexicon"


def test_the_longest_word_from_the_left_counts_and_terms_count_as_words() -> None:
    lexicon = Lexicon(
        {"高血压": ("血压高",), "血脂异常": ("高血脂",), "脑卒中": ("中风",), "中等风险": ("中风险",)}
    )
    assert lexicon.widened("高血压高血脂") == "高血压高血脂 血脂异常"
    assert lexicon.terms("我是中风险") == ("中等风险",)
    assert lexicon.terms("天气好") == ()
    assert Lexicon().widened("血压高") == "血压高"


def test_case_does_not_matter() -> None:
    assert Lexicon({"慢阻肺": ("COPD",)}).terms("我有copd") == ("慢阻肺",)


def test_an_absent_lexicon_is_empty(tmp_path: Path) -> None:
    assert load_lexicon(tmp_path / "lexicon") == Lexicon()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"term": "头痛"}, "must have exactly the keys"),
        ({"term": "头痛", "words": ["疼"]}, "at least 2 characters"),
        ({"term": "头痛", "words": "头疼"}, "words a list"),
        ({"term": "头痛", "words": ["头疼"], "kind": "spell"}, "must have exactly the keys"),
        ({"term": "头痛", "words": ["头疼", "头疼"]}, "stands under '头痛' already"),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, row: samples.Raw, fault: str) -> None:
    with pytest.raises(KnowledgeFaulty, match=fault):
        load_lexicon(samples.write(tmp_path / "core.yml", [row]).parent)


def test_a_word_stands_in_one_file_only(tmp_path: Path) -> None:
    samples.write(tmp_path / "core.yml", [{"term": "头痛", "words": ["头疼"]}])
    samples.write(tmp_path / "more.yml", [{"term": "偏头痛", "words": ["头疼"]}])
    with pytest.raises(KnowledgeFaulty, match=r"more\.yml: 偏头痛: .头疼. stands under .头痛. already"):
        load_lexicon(tmp_path)


def test_every_word_we_ship_leads_to_its_own_term() -> None:
    lexicon = load_lexicon(REAL)
    astray = {
        word: lexicon.terms(word)
        for term, words in lexicon.words.items()
        for word in words
        if term not in lexicon.widened(word)
    }
    assert lexicon.words
    assert astray == {}
