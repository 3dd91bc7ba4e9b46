"""Classes of TI-RADS and its kin: 4a类, 四级, III."""

import re

from knowledge_base.reports.gaps import alternatives
from knowledge_base.reports.language import Language
from knowledge_base.reports.tokens import Name

_SIZE = r"(?:[0-9.]+\s*(?:[x×*]\s*[0-9.]+\s*)*(?:cm|mm|厘米|毫米)\s*,?)?"


class ClassReader:
    """Reads the class right behind a name; without 类 or a letter nothing else may follow."""

    def __init__(self, language: Language) -> None:
        self._words: dict[str, str] = language.raw["class_words"]
        lead = f"(?:{alternatives(language.words('class_lead'))})*"
        spoken = alternatives(word for word in self._words if not word.isascii())
        digit = f"[0-6](?![0-9.])|{spoken}|iv|vi|i{{1,3}}|v"
        self._pattern = re.compile(
            rf"{lead}{_SIZE}{lead}(?P<digit>{digit})-?(?P<letter>[abcx](?![a-z]))?\s*(?P<kind>类|级)?"
            rf"(?P<end>$|[\s,.;:!?。)])?"
        )

    def read(self, text: str, name: Name) -> tuple[str, int] | None:
        """The class and where it ends."""
        match = self._pattern.match(text, name.to)
        if match is None or not (match["letter"] or match["kind"] or match["end"] is not None):
            return None
        digit = self._words.get(match["digit"], match["digit"])
        return f"{digit}{(match['letter'] or '').upper()}", match.end()
