"""Sentences come from data, the same for the bot and for the doors."""

import re
from pathlib import Path

import pytest

from console.paths import SENTENCES
from telephony.messages import Choice
from telephony.words import UnknownWords, Words

FIRST = """
responses:
  utter_greet:
    - text: 您好，{name}。
      buttons:
        - {title: 问药, payload: 我想问药}
    - text: 第二种说法
  utter_bye:
    - text: 再见
"""


@pytest.fixture
def two(tmp_path: Path) -> Words:
    first, second = tmp_path / "first.yml", tmp_path / "second.yml"
    first.write_text(FIRST, encoding="utf-8")
    second.write_text("responses:\n  utter_bye:\n    - text: 慢走\n", encoding="utf-8")
    return Words.load([first, second])


def test_the_first_variation_counts_and_the_later_file_wins(two: Words) -> None:
    assert two.fill("utter_greet", name="阿婆") == "您好，阿婆。"
    assert two.fill("utter_bye") == "慢走"


def test_a_missing_fact_stays_empty_and_nought_is_a_fact(two: Words) -> None:
    assert two.fill("utter_greet") == "您好，。"
    assert two.fill("utter_greet", name=None) == "您好，。"
    assert two.fill("utter_greet", name=0) == "您好，0。"


def test_a_fact_is_not_itself_filled(two: Words) -> None:
    assert two.fill("utter_greet", name="{name}\\1") == "您好，{name}\\1。"


def test_the_quick_replies_of_a_sentence(two: Words) -> None:
    assert two.choices("utter_greet") == (Choice("问药", "我想问药"),)
    assert two.choices("utter_bye") == ()


def test_an_unknown_sentence_is_a_fault(two: Words) -> None:
    with pytest.raises(UnknownWords):
        two.fill("utter_sing")


def test_a_file_without_sentences_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.yml").write_text("", encoding="utf-8")
    with pytest.raises(UnknownWords):
        Words.load([tmp_path / "empty.yml"]).fill("utter_bye")


def test_every_sentence_the_doors_name_exists(words: Words) -> None:
    telephony = SENTENCES[1].parent
    named = {
        name
        for file in telephony.rglob("*.py")
        for name in re.findall(r'"(utter_\w+)"', file.read_text(encoding="utf-8"))
    }
    assert {"utter_entry", "utter_too_many_messages", "utter_trouble"} <= named
    for name in named:
        assert words.fill(name)
