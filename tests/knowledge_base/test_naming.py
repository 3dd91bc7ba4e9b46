"""What a question names: by its name, by another, by its sound, or by a word of the lexicon."""

from pathlib import Path

import pytest

from knowledge_base import KnowledgeBase, load_hospital, load_knowledge
from knowledge_base.lexicon import Lexicon
from knowledge_base.search.naming import Names
from knowledge_base.search.sounds import sounded
from tests.knowledge_base import samples


@pytest.fixture
def names(tmp_path: Path) -> Names:
    return Names(known(tmp_path), lexicon=Lexicon({"痛风": ("富贵脚",)}))


def known(root: Path) -> KnowledgeBase:
    folder = samples.folder(root, samples.topic(aliases=["血压高"]), samples.topic("gout"))
    samples.write(folder / "medicines" / "blockers.yml", samples.medicines())
    samples.write(folder / "uncovered.yml", ["肩周炎", "红眼病"])
    return load_knowledge(folder, hospital=load_hospital(folder / "hospital" / "profile.yml"))


def test_a_medicine_stands_out_and_its_name_is_taken_out(names: Names) -> None:
    named = names.named_in("血压高吃络活喜脚肿")
    assert named.topics == {"hypertension"}
    assert named.subjects == ("amlodipine",)
    assert named.masked == "血压高吃这个药脚肿"


def test_a_medicine_is_heard_by_its_sound(names: Names) -> None:
    named = names.named_in("我吃安绿第平头晕")
    assert named.subjects == ("amlodipine",)
    assert named.masked == "我吃这个药头晕"


def test_a_word_of_the_lexicon_names_its_term(names: Names) -> None:
    assert names.named_in("富贵脚又犯了").topics == {"gout"}


def test_a_disease_we_do_not_know_is_seen_unless_one_we_know_is_named(names: Names) -> None:
    assert names.named_in("肩周炎怎么锻炼").uncovered == "肩周炎"
    assert names.named_in("痛风和肩周炎").uncovered is None
    assert names.named_in("今天天气").uncovered is None


@pytest.mark.parametrize(
    ("heard", "meant"),
    [("胺绿第平", "氨氯地平"), ("二甲双瓜", "二甲双胍"), ("脑梗赛", "脑梗塞"), ("HP羊性", "HP阳性")],
)
def test_what_sounds_alike_is_alike(heard: str, meant: str) -> None:
    assert sounded(heard) == sounded(meant)
    assert len(sounded(heard)) == len(heard)


def test_what_sounds_different_stays_apart() -> None:
    assert sounded("高血压") != sounded("高血糖")
