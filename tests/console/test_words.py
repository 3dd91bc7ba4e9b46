"""Every sentence of the console exists in both languages with the same facts, and none is unused."""

import json
import re
from pathlib import Path

import pytest

from console.words import Trouble, say

ROOT = Path(__file__).parents[2]
CATALOGUE: dict[str, dict[str, str]] = json.loads(
    (ROOT / "console" / "words.json").read_text(encoding="utf-8")
)
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "console").rglob("*.py"))


@pytest.mark.parametrize("key", CATALOGUE)
def test_both_languages_name_the_same_facts(key: str) -> None:
    facts = [set(re.findall(r"\{(\w+)", CATALOGUE[key][language])) for language in ("en", "zh")]
    assert facts[0] == facts[1]


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_sentence_is_said_somewhere(key: str) -> None:
    assert re.search(
        rf"""say\(\s*["']{key}["']|Trouble\(\s*["']{key}["']|["']{key}["']""", SOURCES
    ) or key.startswith("step_")


def test_the_terminal_chooses_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_LANGUAGE", "zh_CN")
    assert say("stopped") == "已全部停止。"
    monkeypatch.setenv("HOTLINE_LANGUAGE", "en")
    assert "Stopped" in str(Trouble("stopped"))
