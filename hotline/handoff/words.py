"""The sentences the hotline itself says in a live talk."""

from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("words.yml")


@lru_cache(maxsize=1)
def _sentences() -> dict[str, str]:
    sentences: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return sentences


def say(name: str, *, nurse: str = "", number: str = "") -> str:
    return _sentences()[name].format(nurse=nurse, number=number)
