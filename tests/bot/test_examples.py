"""What the bot learns from is enough, unambiguous and never what it is measured on."""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BOT = ROOT / "bot"
HELDOUT = Path(__file__).with_name("heldout.yml")
FEWEST = 40
FEWEST_HELD_OUT = 12
LONGEST = 120
ANNOTATION = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def bare(message: str) -> str:
    return re.sub(r"[\W_]+", "", message).lower()


@cache
def intents() -> frozenset[str]:
    """All that can be learnt: the fallback is Rasa's own and has no examples."""
    declared = read(BOT / "domain" / "intents.yml")["intents"]
    return frozenset(name for entry in declared for name in entry) - {"nlu_fallback"}


@cache
def examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((BOT / "data").rglob("*.yml")):
        for item in read(path).get("nlu", []):
            if "intent" in item:
                lines = item["examples"].splitlines()
                found[item["intent"]] += [ANNOTATION.sub(r"\1", line.removeprefix("- ")) for line in lines]
    return found


@cache
def heldout() -> dict[str, list[str]]:
    messages: dict[str, list[str]] = read(HELDOUT)
    return messages


def test_examples_belong_to_the_intents_of_the_domain() -> None:
    assert set(examples()) == intents()


@pytest.mark.parametrize("intent", sorted(intents()))
def test_an_intent_has_enough_different_examples(intent: str) -> None:
    assert len({bare(example) for example in examples()[intent]}) >= FEWEST


def test_each_intent_is_written_in_the_file_of_its_name() -> None:
    written = {path.stem: read(path)["nlu"] for path in (BOT / "data" / "nlu").glob("*.yml")}
    assert {stem: [item["intent"] for item in items] for stem, items in written.items()} == {
        intent: [intent] for intent in intents()
    }


def test_no_example_is_written_twice() -> None:
    intents_of = defaultdict(list)
    for intent, texts in examples().items():
        for text in texts:
            intents_of[bare(text)].append(intent)
    assert {text: found for text, found in intents_of.items() if len(found) > 1} == {}


def test_no_example_is_longer_than_a_message_read_aloud() -> None:
    assert [text for texts in examples().values() for text in texts if not 0 < len(text) <= LONGEST] == []


def test_every_intent_is_measured() -> None:
    assert set(heldout()) == intents()
    assert {intent for intent, texts in heldout().items() if len(set(texts)) < FEWEST_HELD_OUT} == set()


def test_no_held_out_message_is_trained_on() -> None:
    learnt = {bare(text) for texts in examples().values() for text in texts}
    assert [text for texts in heldout().values() for text in texts if bare(text) in learnt] == []


def test_no_message_is_held_out_under_two_intents() -> None:
    messages = [bare(text) for texts in heldout().values() for text in texts]
    assert len(messages) == len(set(messages))
