"""Whether a message asks for anything we could know: who wants a person has told us no gap."""

import re
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("no_questions.yml")
_BESIDE = re.compile(r"[\s，。！？、；：,.!?;:~～…“”\"'（）()]+")


def asks_for_something(text: str) -> bool:
    """By the words alone; in doubt it does."""
    plain = _BESIDE.sub("", text.lower())
    return bool(plain) and _no_question().fullmatch(plain) is None


@cache
def _no_question() -> re.Pattern[str]:
    patterns: list[str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["patterns"]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
