"""The domain, the rules and the actions speak of the same things by the same names."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.capabilities import CAPABILITIES
from tests.actions.making import PLACEHOLDER, ROOT, responses

BOT = ROOT / "bot"
NAMED = re.compile(r"\butter_\w+[a-z]\b")
# Rasa calls these by itself, by the name of the form or the slot.
BUILT_IN = {"utter_default"}
TEXTS = {".py", ".yml"}


def documents(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.rglob("*.yml")):
        yield yaml.safe_load(path.read_text(encoding="utf-8"))


def domain(key: str) -> Any:
    return next(document[key] for document in documents(BOT / "domain") if key in document)


def training(key: str) -> list[dict[str, Any]]:
    return [one for document in documents(BOT / "data") for one in document.get(key, [])]


def names_in(*folders: Path) -> set[str]:
    texts = [
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in folder.rglob("*.*")
        if path.suffix in TEXTS
    ]
    return {name for text in texts for name in NAMED.findall(text)} - {"utter_action", "utter_message"}


def steps_of(document: dict[str, Any], key: str) -> set[str]:
    return {step[key] for step in document["steps"] if key in step}


def test_the_domain_names_the_registered_actions_and_no_other() -> None:
    assert set(domain("actions")) == {capability.capability for capability in CAPABILITIES}


def test_each_action_is_reached_by_a_rule_or_a_form() -> None:
    ruled = set().union(*(steps_of(rule, "action") for rule in training("rules")))
    validating = {f"validate_{form}" for form in domain("forms")}
    assert set(domain("actions")) == (ruled - set(responses()) - set(domain("forms"))) | validating


def test_each_response_is_said_and_each_said_exists() -> None:
    asked = {f"utter_ask_{slot}" for form in domain("forms").values() for slot in form["required_slots"]}
    said = names_in(ROOT / "actions", BOT / "data") | asked | BUILT_IN
    assert set(responses()) <= said
    assert said <= set(responses())


@pytest.mark.parametrize("name", sorted(responses()))
def test_each_response_is_chinese_plain_and_calm(name: str) -> None:
    for variant in responses()[name]:
        shown = [variant["text"], *(button["title"] for button in variant.get("buttons", []))]
        words = PLACEHOLDER.sub("", "".join(shown))
        assert re.search(r"[\u4e00-\u9fff]", words) or name == "utter_again"
        assert not re.search("[!！你]|亲[，爱]|[\U0001f300-\U0001faff]", words)
        assert not any(button["payload"].startswith("/") for button in variant.get("buttons", []))


def test_the_greeting_says_what_it_is_and_where_emergencies_go() -> None:
    text = responses()["utter_greet"][0]["text"]
    for needed in ("智能语音助手", "不是医生", "120"):
        assert needed in text


def test_each_intent_has_a_rule() -> None:
    ruled = set().union(*(steps_of(rule, "intent") for rule in training("rules")))
    intents = {next(iter(one)) if isinstance(one, dict) else one for one in domain("intents")}
    assert intents == ruled


def test_each_intent_has_examples_in_a_file_of_its_name() -> None:
    intents = {next(iter(one)) if isinstance(one, dict) else one for one in domain("intents")} - {
        "nlu_fallback"
    }
    assert {path.stem for path in (BOT / "data" / "nlu").glob("*.yml")} == intents


def test_each_slot_of_a_form_can_be_asked_for() -> None:
    for form in domain("forms").values():
        for slot in form["required_slots"]:
            assert slot in domain("slots")
            assert f"utter_ask_{slot}" in responses()


def test_chinese_is_never_matched_at_word_boundaries() -> None:
    pipeline = yaml.safe_load((BOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    by_regex = [part for part in pipeline if part["name"].startswith("Regex")]
    assert by_regex
    assert all(part["use_word_boundaries"] is False for part in by_regex)


def test_nothing_said_in_a_form_button_is_a_command() -> None:
    for said in responses().values():
        for variant in said:
            for button in variant.get("buttons", []):
                assert button["payload"].strip() == button["payload"] != ""
