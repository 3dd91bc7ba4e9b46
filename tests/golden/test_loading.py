"""A faulty file is named with its fault, and the shipped ones have none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge_base import KnowledgeBase
from tests.golden.conversation import Conversation
from tests.golden.domain import Domain
from tests.golden.loading import FOLDER, FaultyConversation, files, load_conversation, unknown_names

HEAD = "name: A caller asks\nwhy: To see.\n"
TURN = "turns: [{caller: 你好, bot: [greet, utter_greet]}]\n"

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: str) -> Path:
        file = tmp_path / "case.yml"
        file.write_text(content, encoding="utf-8")
        return file

    return written


def test_at_least_thirty_six_conversations_in_the_folders() -> None:
    assert len(files()) >= 36
    assert {file.parent.name for file in files()} == {
        "appointments",
        "clinics",
        "failure",
        "guidance",
        "health",
        "insurance",
        "reminders",
        "safety",
        "service",
        "sheets",
        "small_talk",
        "tickets",
    }


def test_no_two_conversations_bear_one_name() -> None:
    names = [load_conversation(file).name for file in files()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("file", files(), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_entries_intents_actions_and_responses_exist(
    file: Path, domain: Domain, knowledge: KnowledgeBase
) -> None:
    unknown = unknown_names(load_conversation(file), domain=domain, entries=frozenset(knowledge.entries))
    assert list(unknown) == []


def test_every_key_of_the_format_is_explained() -> None:
    explained = (FOLDER / "README.md").read_text(encoding="utf-8")
    schema = Conversation.model_json_schema()
    models = [schema, *schema["$defs"].values()]
    keys = {key for model in models for key in model.get("properties", {})}
    assert {key for key in keys if f"`{key}`" not in explained} == set()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("name: [", "while parsing"),
        ("a sentence", "the file: Input should be a valid dictionary"),
        (HEAD, "turns: Field required"),
        (HEAD + "turns: []", "turns: Tuple should have at least 1 item"),
        (HEAD + "turns: [{caller: 你好, saying: 您好}]", "turns.0.saying: Extra inputs are not permitted"),
        (HEAD + "turns: [{caller: 你好, grade: bad}]", "turns.0.grade: Input should be"),
        (HEAD + TURN + "only: fast", "`only` and `reason` go together"),
        (HEAD + "turns: [{caller: 你好}]", "turn 1: `bot` is for the turns that the bot answers"),
        (
            HEAD + "given: {rasa: stopped}\nturns: [{caller: 你好}]",
            "turn 1: while Rasa is stopped, say who answers",
        ),
        (
            HEAD + "turns: [{caller: 胸口疼, grade: emergency, bot: [greet, utter_greet]}]",
            "turn 1: `bot` is for the turns that the bot answers",
        ),
        (HEAD + TURN + "afterwards: {journal: waiting}", "afterwards: Value error, a journal that waits"),
    ],
)
def test_a_faulty_file_is_named_with_its_fault(write: Write, content: str, fault: str) -> None:
    with pytest.raises(FaultyConversation) as raised:
        load_conversation(write(content))
    assert "case.yml: " in str(raised.value)
    assert fault in str(raised.value)


def test_a_script_that_no_rule_leads_to_is_found(write: Write, domain: Domain) -> None:
    conversation = load_conversation(write(f"{HEAD}turns: [{{caller: 你好, bot: [greet, utter_goodbye]}}]"))
    assert list(unknown_names(conversation, domain=domain, entries=frozenset())) == [
        "turn 1: no rule answers greet with utter_goodbye"
    ]


def test_names_that_exist_nowhere_are_found(write: Write, domain: Domain) -> None:
    turn = "{caller: 你好, entry: gout.cake, bot: [ask_cake, action_bake, utter_cake]}"
    conversation = load_conversation(write(f"{HEAD}turns: [{turn}]"))
    assert list(unknown_names(conversation, domain=domain, entries=frozenset())) == [
        "turn 1: no entry gout.cake",
        "turn 1: `bot` begins with an intent, not with ask_cake",
        "turn 1: no action, form or response action_bake",
        "turn 1: no action, form or response utter_cake",
    ]
