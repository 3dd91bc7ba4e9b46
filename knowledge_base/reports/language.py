"""The words of language.yml, in the form in which messages are compared with them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge_base.documents import read_document
from knowledge_base.faults import Fault, KnowledgeFaulty

LANGUAGE = Path(__file__).with_name("language.yml")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9/]))(?<![0-9]{3},)")
"""1,250 is one number; 165,100 are two pressures."""
_DASHES = str.maketrans("–—−－﹣", "-----")


def plain(text: str) -> str:
    """Lower case, half width, one kind of dash; a raised power becomes ^: 10⁹ → 10^9."""
    if "," in text:
        text = _THOUSANDS.sub("", text)
    if any(character in text for character in "⁰¹²³⁴⁵⁶⁷⁸⁹"):
        text = _powers(text)
    return unicodedata.normalize("NFKC", text).translate(_DASHES).lower()


def _powers(text: str) -> str:
    raised = "⁰¹²³⁴⁵⁶⁷⁸⁹"
    out: list[str] = []
    for at, character in enumerate(text):
        begins = character in raised and at > 0 and text[at - 1].isdigit() and text[at - 1] not in raised
        out.append(("^" if begins else "") + character.translate(_RAISED))
    return "".join(out)


@dataclass(frozen=True)
class Language:
    """What language.yml says; `spellings` lead from each way to write a unit to the unit."""

    raw: dict[str, Any]

    def words(self, key: str) -> tuple[str, ...]:
        return tuple(plain(word) for word in self.raw[key])

    @property
    def say(self) -> dict[str, Any]:
        words: dict[str, Any] = self.raw["say"]
        return words

    @property
    def spellings(self) -> dict[str, tuple[str, ...]]:
        """A spelling may stand for several units: the indicator decides (克: g/L or g/24h)."""
        found: dict[str, tuple[str, ...]] = {}
        for unit, row in self.raw["units"].items():
            for spelling in dict.fromkeys((unit, row["said"], *row["spellings"])):
                if spelling:
                    found[plain(spelling)] = (*found.get(plain(spelling), ()), unit)
        return found

    def unit_said(self, unit: str) -> str:
        return str(self.raw["units"][unit]["said"]) if unit else ""


@cache
def read_language(path: Path = LANGUAGE) -> Language:
    """Raises KnowledgeFaulty."""
    raw = read_document(path, kind=dict)
    if isinstance(raw, Fault):
        raise KnowledgeFaulty((raw,))
    return Language(raw)
