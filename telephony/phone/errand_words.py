"""What is said on an errand, with the hospital's own facts in it, and the short answers that are keys."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge_base import Hospital
from telephony.phone.speaking import digit_by_digit
from telephony.words import Words

ERRANDS = Path(__file__).with_name("errands.yml")
_NO_WORD = re.compile(r"\W")


class ErrandWords:
    """One for all calls; `words` has the sentences of errands.yml."""

    def __init__(self, words: Words, *, hospital: Hospital) -> None:
        self._words = words
        self._facts = {
            "hospital": hospital.short_name,
            "line": digit_by_digit(hospital.placeholders["hotline"]),
        }

    def fill(self, name: str) -> str:
        return self._words.fill(name, **self._facts)

    def key_of(self, said: str, *, asked: str) -> str | None:
        """The key that this answer stands for, where it is all that was said to what was asked."""
        bare = _NO_WORD.sub("", said)
        return _keys()[asked].get(bare) or _keys()["any"].get(bare)


@lru_cache(maxsize=1)
def _keys() -> Mapping[str, Mapping[str, str]]:
    heard = yaml.safe_load(ERRANDS.read_text(encoding="utf-8"))["heard"]
    return {
        asked: {said: str(key) for key, answers in keys.items() for said in answers}
        for asked, keys in heard.items()
    }
