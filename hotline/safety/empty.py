"""Whether a message tells of anything at all: 下周三 and 第一个 answer a question, and frighten a model."""

import re
from functools import cache
from pathlib import Path

import yaml

_WORDS = Path(__file__).with_name("empty_words.yml")


def is_empty(text: str) -> bool:
    """Nothing but days, hours, numbers and the words between them."""
    return _pattern().fullmatch(text.strip()) is not None


@cache
def _pattern() -> re.Pattern[str]:
    words = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))["words"]
    return re.compile(f"(?:{words.replace(' ', '')})*")
