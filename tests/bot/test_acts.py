"""An act needs its words: every example of it has them, and questions that look like it have not."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from tests.bot.test_examples import examples

COMPONENTS = Path(__file__).resolve().parents[2] / "bot" / "components"
LOOKS_LIKE = (
    ("complain", "医生让我做胃镜，要注意什么"),
    ("check_ticket", "我爸，78岁，耳朵背"),
    ("check_ticket", "帮我查一下我的药"),
    ("check_ticket", "13800138000"),
    ("deny", "那要不要加药"),
    ("deny", "不要紧吧"),
    ("deny", "不用开刀吧"),
    ("deny", "是不是癌"),
    ("deny", "我不想吃药"),
    ("greet", "酒能喝吗"),
    ("greet", "上午八点"),
    ("goodbye", "没事吧"),
    ("affirm", "是的还有点喘"),
)


@pytest.fixture(scope="module")
def acts() -> ModuleType:
    """Without Rasa, from its folder: the bot's environment is another."""
    spec = importlib.util.spec_from_file_location("acts", COMPONENTS / "acts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def guarded() -> list[str]:
    return sorted(yaml.safe_load((COMPONENTS / "act_words.yml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("act", guarded())
def test_every_example_of_an_act_has_its_words(acts: ModuleType, act: str) -> None:
    assert [text for text in examples()[act] if not acts.is_worded(act, text)] == []


@pytest.mark.parametrize(("act", "text"), LOOKS_LIKE)
def test_what_only_looks_like_an_act_is_none(acts: ModuleType, act: str, text: str) -> None:
    assert not acts.is_worded(act, text)


def test_a_question_needs_no_words(acts: ModuleType) -> None:
    assert acts.is_worded("ask_medicine", "？")
