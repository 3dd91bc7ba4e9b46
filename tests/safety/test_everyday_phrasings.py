"""What people ask every day, in the knowledge base's own words, is no emergency unless it is one."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from hotline.safety import TriageGrade, screen

_HERE = Path(__file__).parent
_KNOWLEDGE = _HERE.parents[1] / "knowledge_base"
EVERYDAY: dict[str, list[str]] = yaml.safe_load((_HERE / "everyday.yml").read_text(encoding="utf-8"))


@cache
def phrasings() -> dict[str, tuple[str, ...]]:
    """By entry id, read without knowledge_base's code: the gate depends on nothing of it."""
    files = [file for folder in ("topics", "services") for file in (_KNOWLEDGE / folder).glob("*.yml")]
    read = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]
    return {entry["id"]: tuple(entry["questions"]) for content in read for entry in content["entries"]}


@pytest.mark.whole
def test_the_whole_knowledge_base_is_heard() -> None:
    assert sum(map(len, phrasings().values())) >= 2000
    assert set(EVERYDAY["dangers"]) - set(phrasings()) == set()


@pytest.mark.whole
def test_no_entry_is_a_danger_without_a_phrasing_that_is() -> None:
    calm = [
        entry
        for entry in EVERYDAY["dangers"]
        if all(screen(text).grade != TriageGrade.EMERGENCY for text in phrasings()[entry])
    ]
    assert calm == []


@pytest.mark.whole
def test_no_everyday_phrasing_is_raised_to_an_emergency() -> None:
    raised = [
        (entry, text, screen(text).rules)
        for entry, texts in phrasings().items()
        if entry not in EVERYDAY["dangers"]
        for text in texts
        if screen(text).grade == TriageGrade.EMERGENCY
    ]
    assert raised == []


def test_an_acute_entry_is_heard_as_one() -> None:
    acute = [
        text
        for entry, texts in phrasings().items()
        if entry.endswith(tuple(EVERYDAY["acute"]))
        for text in texts
    ]
    unheard = [text for text in acute if screen(text).grade < TriageGrade.URGENT]
    assert len(acute) >= 40
    assert len(unheard) <= 0.15 * len(acute), unheard


@pytest.mark.parametrize("text", EVERYDAY["calm"])
def test_the_same_words_of_something_old_are_no_emergency(text: str) -> None:
    assert screen(text).grade != TriageGrade.EMERGENCY


@pytest.mark.parametrize("text", EVERYDAY["grave"])
def test_the_same_words_of_something_new_are_one(text: str) -> None:
    assert screen(text).grade == TriageGrade.EMERGENCY
