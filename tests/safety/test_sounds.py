"""A danger told by its sound alone is stopped; a word that merely sounds like one is left alone."""

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from pypinyin import Style, pinyin

from hotline.safety import FaultyRule, RuleSet, TriageGrade, load_rules, screen
from hotline.safety.screening import SHIPPED, shipped_rules
from hotline.safety.sounds import Sounds
from tests.safety.corpora import must_pass, must_stop, urgent
from tests.safety.test_everyday_phrasings import EVERYDAY, phrasings
from tests.safety.test_sight import SETS, messages

_HERE = Path(__file__).parent
BY_SOUND = yaml.safe_load((_HERE / "by_sound.yml").read_text(encoding="utf-8"))
STOP: list[str] = [text for texts in BY_SOUND["stop"].values() for text in texts]
PASS: list[str] = [text for texts in BY_SOUND["pass"].values() for text in texts]
LEARNING: dict[str, list[str]] = yaml.safe_load(
    (_HERE / "opinion" / "learning" / "first.yml").read_text(encoding="utf-8")
)
SYLLABLES: dict[str, str] = yaml.safe_load(
    (SHIPPED / "lexicon" / "syllables.yml").read_text(encoding="utf-8")
)
SOUNDS = yaml.safe_load((SHIPPED / "lexicon" / "sounds.yml").read_text(encoding="utf-8"))
WORDS: list[str] = [word for lines in SOUNDS["words"].values() for line in lines for word in line.split()]
LEFT_ALONE: list[str] = f"{SOUNDS['ordinary']} {SOUNDS['common']}".split()


@cache
def deaf() -> RuleSet:
    """The same rules without ears: what the words alone would raise."""
    return replace(shipped_rules(), sounds=Sounds({}, folds={}, words=(), ordinary=()))


def stopped_by_words(texts: Iterable[str]) -> int:
    return sum(screen(text, rules=deaf()).grade == TriageGrade.EMERGENCY for text in texts)


def raised_by_sound(texts: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (text, screen(text).rules) for text in texts if screen(text).grade > screen(text, rules=deaf()).grade
    ]


def misheard(message: str) -> Iterator[str]:
    """Each danger word with one character of the same sound put in: a different one every time."""
    alike = {character: (row, place) for row in SYLLABLES.values() for place, character in enumerate(row)}
    dangers = re.compile("|".join(sorted(WORDS, key=len, reverse=True)))

    def mistaken(word: str, *, turn: int) -> str:
        wrong = turn % len(word)
        row, place = alike[word[wrong]]
        return word[:wrong] + row[(place + turn + 1) % len(row)] + word[wrong + 1 :]

    for turn in range(4):
        text = message
        for word in dict.fromkeys(dangers.findall(message)):
            text = text.replace(word, mistaken(word, turn=turn))
        if text != message:
            yield text


def test_the_lists_are_as_large_as_promised_and_the_words_alone_miss_most() -> None:
    assert len(set(STOP)) == len(STOP) >= 180
    assert len(set(PASS)) == len(PASS) >= 120
    assert stopped_by_words(STOP) <= len(STOP) // 2


@pytest.mark.parametrize("text", STOP)
def test_an_emergency_told_by_its_sound_is_stopped(text: str) -> None:
    assert screen(text).grade == TriageGrade.EMERGENCY


@pytest.mark.parametrize("text", PASS)
def test_what_only_sounds_like_a_danger_is_left_alone(text: str) -> None:
    assert screen(text).rules == ()


@pytest.mark.whole
def test_the_frozen_core_is_found_through_homophones() -> None:
    texts = [text for _, message in must_stop() for text in misheard(message)]
    missed = [text for text in texts if screen(text).grade != TriageGrade.EMERGENCY]
    assert len(texts) >= 1500
    assert len(missed) <= 0.02 * len(texts), missed
    assert stopped_by_words(texts) <= 0.6 * len(texts)


@pytest.mark.whole
def test_hearing_raises_no_everyday_message() -> None:
    everyday = [*must_pass(), *urgent(), *EVERYDAY["calm"], *LEARNING["everyday"]]
    everyday += [text for name in SETS for text in messages(name)["everyday"]]
    assert len(everyday) >= 1000
    assert raised_by_sound(everyday) == []


@pytest.mark.whole
def test_hearing_makes_hardly_a_question_of_the_knowledge_base_an_emergency() -> None:
    calm = (
        text for entry, texts in phrasings().items() if entry not in EVERYDAY["dangers"] for text in texts
    )
    raised = [text for text, _ in raised_by_sound(calm) if screen(text).grade == TriageGrade.EMERGENCY]
    # The base grows daily; one in ten thousand is what the ear may cost before a word is listed.
    assert len(raised) <= sum(map(len, phrasings().values())) // 10_000, raised


@pytest.mark.whole
def test_hearing_never_lowers() -> None:
    texts = [*STOP, *(message for _, message in must_stop()), *urgent()]
    assert [text for text in texts if screen(text).grade < screen(text, rules=deaf()).grade] == []


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("胸口通", "胸口痛"),
        ("忽吸困难", "呼吸困难"),
        ("喝龙药", "喝农药"),  # l for n
        ("夫吸困蓝", "呼吸困难"),  # f for h
        ("总风", "中风"),  # z for zh
        ("全身抽出", "全身抽搐"),  # a common word inside a long danger word
        ("抽出时间", "抽出时间"),
        ("接种风疹疫苗", "接种风疹疫苗"),  # 种 belongs to 接种
        ("种风信子", "种风信子"),
        ("灰在肺里睡了", "灰在肺里睡了"),  # 溺水了, were all of it blurred
        ("蜂蜜了解一下", "蜂蜜了解一下"),
        ("中风", "中风"),
        ("", ""),
    ],
)
def test_a_danger_word_is_respelt_and_an_ordinary_one_is_not(heard: str, meant: str) -> None:
    assert shipped_rules().sounds.respelt(heard) == meant


def test_no_word_of_everyday_chinese_is_respelt() -> None:
    listed = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    words = [word for word, often, _ in map(str.split, listed) if int(often) >= 10 and 2 <= len(word) <= 5]
    respelt = {word for word in words if shipped_rules().sounds.respelt(word) != word}
    assert len(words) >= 80_000
    assert respelt - set(BY_SOUND["heard_as_dangers"]) == set()


def test_every_character_stands_under_one_of_its_readings() -> None:
    rows = [(syllable, character) for syllable, row in SYLLABLES.items() for character in row]
    assert len({character for _, character in rows}) == len(rows) >= 3800
    wrong = [
        (syllable, character)
        for syllable, character in rows
        if syllable not in pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]
    ]
    assert wrong == []


def test_the_word_lists_are_whole() -> None:
    known = set("".join(SYLLABLES.values()))
    assert [word for word in WORDS if len(word) < 2 or set(word) - known] == []
    assert len(set(WORDS)) == len(WORDS)
    assert len(set(LEFT_ALONE)) == len(LEFT_ALONE)
    assert set(LEFT_ALONE) & {*WORDS, *BY_SOUND["heard_as_dangers"]} == set()


def test_sounds_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    for folder in ("lexicon", "findings", "rules"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    (tmp_path / "lexicon" / "sounds.yml").write_text("words: {}\n", encoding="utf-8")
    with pytest.raises(FaultyRule, match=r"sounds\.yml: sounds: KeyError"):
        load_rules(tmp_path)
