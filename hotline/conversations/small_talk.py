"""What asks nothing: thanks, a yes, a number. Nobody failed to answer it."""

import re
from functools import cache
from pathlib import Path

import yaml

from hotline.safety.empty import is_empty

_WORDS = Path(__file__).with_name("small_talk.yml")


def is_small_talk(text: str) -> bool:
    """The whole message; a question mark alone is none either."""
    return is_empty(text) or _pattern().fullmatch(text.strip().lower()) is not None


@cache
def _pattern() -> re.Pattern[str]:
    words = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))["words"]
    return re.compile(rf"(?:{''.join(words.split())}|[^\w]|\d)*+")
