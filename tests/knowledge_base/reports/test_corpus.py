"""What people write is read as expected, and what is no result is left alone."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge_base.reports import ReportReader

CORPUS: dict[str, list[list[Any]]] = yaml.safe_load(
    Path(__file__).with_name("corpus.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("text", CORPUS)
def test_a_message_is_read_as_expected(reader: ReportReader, text: str) -> None:
    assert [[one.name, one.value, one.level] for one in reader.read(text)] == CORPUS[text]


def test_the_corpus_is_large_and_much_of_it_holds_no_value() -> None:
    assert len(CORPUS) >= 150
    assert sum(not expected for expected in CORPUS.values()) >= 40


def test_what_is_said_back_can_be_read_aloud(reader: ReportReader) -> None:
    unspeakable = {
        text: reading.say
        for text in CORPUS
        for reading in reader.read(text)
        if set(reading.say) & set("()（）/%‰μ{}[]^×≥≤~<>")
    }
    assert unspeakable == {}
