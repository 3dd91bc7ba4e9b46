"""Every placeholder of a response is supplied wherever the response is said."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.making import PLACEHOLDER, ROOT, responses

TICKET = {"number", "code", "due", "nurse", "phone_end"}
OF_SAY = {"buttons", "custom"}


def spoken_in(path: Path) -> Iterator[tuple[str, set[str]]]:
    """Each response named in a file with what it is filled with there; None is a name passed on elsewhere."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        supplied = {word.arg for word in call.keywords if word.arg} - OF_SAY
        for constant in (node for node in ast.walk(call) if isinstance(node, ast.Constant)):
            said = constant.value
            if isinstance(said, str) and said.startswith("utter_") and name in {"say", "tell_ticket"}:
                yield said, supplied | TICKET if name == "tell_ticket" else supplied


SPOKEN = sorted(
    (path.name, name, tuple(sorted(supplied)))
    for path in sorted((ROOT / "actions").glob("*.py"))
    for name, supplied in spoken_in(path)
)


@pytest.mark.parametrize(("file", "name", "supplied"), SPOKEN)
def test_what_is_said_is_filled(file: str, name: str, supplied: tuple[str, ...]) -> None:
    needed = {place for variant in responses()[name] for place in PLACEHOLDER.findall(variant["text"])}
    assert needed <= set(supplied)


def test_what_rules_and_forms_say_needs_no_filling() -> None:
    by_rule = {name for name in responses() if name.startswith("utter_ask_")}
    by_rule |= {"utter_greet", "utter_thank", "utter_goodbye", "utter_affirm_nothing", "utter_deny_nothing"}
    for name in by_rule | {"utter_default"}:
        assert not PLACEHOLDER.findall(responses()[name][0]["text"])


def test_ticket_responses_told_by_a_variable_are_filled_by_every_ticket() -> None:
    told = {
        name
        for name in responses()
        if name.startswith(("utter_ticket_", "utter_booking_opened", "utter_contact"))
    }
    assert told
    for name in told:
        assert set(PLACEHOLDER.findall(responses()[name][0]["text"])) <= TICKET
