"""Reads the conversations, or says which file is faulty and how."""

from collections.abc import Container, Iterator
from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from tests.golden.conversation import NO_ENTRY, UNCOVERED, Channel, Conversation
from tests.golden.domain import Domain

FOLDER = Path(__file__).parent.parent / "conversations"


_OWN_FORM = {"phone", "wechat"}


class FaultyConversation(Exception):  # noqa: N818 - a noun of the trade
    """Carries the file and its first fault."""

    def __init__(self, file: Path, fault: str) -> None:
        super().__init__(f"{file.parent.name}/{file.name}: {fault}")


def files() -> list[Path]:
    """All but those of one channel alone, which have a form and a runner of their own."""
    return sorted(file for file in FOLDER.glob("*/*.yml") if file.parent.name not in _OWN_FORM)


def played(way: str) -> list[Path]:
    """The files played this way, `fast` or `live`: all but those that give a reason not to be.

    A faulty file counts among them, so that the test of it fails and not the collection of all others.
    """
    return [file for file in files() if _only(file) in (None, way)]


def played_on(channel: Channel) -> list[Path]:
    """The files of the fast run that hold on this channel: all but those that give a reason why not."""
    return [file for file in played("fast") if channel not in _not_on(file)]


def waits_for_a_lock(file: Path) -> bool:
    """Whether it waits, several times over, as long as the ledger waits for a locked database."""
    return "database: locked" in file.read_text(encoding="utf-8")


def _not_on(file: Path) -> Container[Channel]:
    try:
        return load_conversation(file).not_on
    except FaultyConversation:
        return ()


def _only(file: Path) -> str | None:
    try:
        return load_conversation(file).only
    except FaultyConversation:
        return None


@cache
def load_conversation(file: Path) -> Conversation:
    """Raises FaultyConversation."""
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as fault:
        raise FaultyConversation(file, " ".join(str(fault).split())) from None
    try:
        return Conversation.model_validate(content)
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise FaultyConversation(file, f"{place}: {first['msg']}") from None


def unknown_names(conversation: Conversation, *, domain: Domain, entries: frozenset[str]) -> Iterator[str]:
    """Entries and doings of the bot that exist nowhere, and doings that none of its rules would lead to."""
    for number, turn in enumerate(conversation.turns, start=1):
        for name in (*turn.entry, *turn.finds):
            if name not in entries and name not in {NO_ENTRY, UNCOVERED}:
                yield f"turn {number}: no entry {name}"
        if turn.bot and turn.bot[0] not in domain.intents:
            yield f"turn {number}: `bot` begins with an intent, not with {turn.bot[0]}"
        elif turn.bot and not domain.answers(*turn.bot[:2]):
            yield f"turn {number}: no rule answers {turn.bot[0]} with {turn.bot[1]}"
        for name in turn.bot[1:]:
            if not domain.knows(name):
                yield f"turn {number}: no action, form or response {name}"
