"""What a caller's words say of reminders: of what, whether again and again, and what he answers to one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hotline.reminders.vocabulary import ReminderKind

_FILE = Path(__file__).with_name("sayings.yml")


class ReminderReply(StrEnum):
    """What somebody answers to a reminder."""

    DONE = "done"
    LATER = "later"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Answered:
    """`is_clear`: it can be no answer to anything else."""

    reply: ReminderReply
    is_clear: bool


@cache
def sayings() -> Mapping[str, Any]:
    raw: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return raw


def kind_said(text: str) -> ReminderKind | None:
    """What is to be done on the day; None where it is not said."""
    patterns: Mapping[str, str] = sayings()["kinds"]
    return next((ReminderKind(kind) for kind, words in patterns.items() if re.search(words, text)), None)


def is_repeated(text: str) -> bool:
    """Whether he wants it again and again."""
    return re.search(sayings()["repeats"], text) is not None


def reply_said(text: str) -> Answered | None:
    """None where it is no answer to a reminder, whatever came before."""
    said = text.strip()
    for is_clear in (True, False):
        for reply in (ReminderReply.STOP, ReminderReply.LATER, ReminderReply.DONE):
            if _reply(reply, is_clear=is_clear).fullmatch(said):
                return Answered(reply, is_clear)
    return None


@cache
def _reply(reply: ReminderReply, *, is_clear: bool) -> re.Pattern[str]:
    words = sayings()["replies"][reply.value]["clear" if is_clear else "plain"]
    return re.compile(f"{sayings()['fillers']}(?:{words}){sayings()['ends']}")
