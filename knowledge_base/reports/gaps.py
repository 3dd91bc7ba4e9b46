"""The words between a name and a value: they join the two, or keep them apart."""

import re
from collections.abc import Iterable, Sequence

from knowledge_base.reports.language import Language
from knowledge_base.reports.tokens import Number, Token

_COMMAS = re.compile("[,、]")


class Gaps:
    """Answers what a stretch of text between two tokens allows."""

    def __init__(self, language: Language) -> None:
        words = language.words
        self._fillers = re.compile(rf"{alternatives(words('fillers'))}|\s")
        self._strict = re.compile(rf"(?:{alternatives(words('strict_fillers'))})*")
        self._breakers = re.compile(f"{alternatives(set(words('breakers')) - {language.raw['normal_word']})}"
                                    f"|{language.raw['normal_word']}(?!,)")  # fmt: skip
        self._loose = int(language.raw["loose"])
        self._limits = re.compile(alternatives(words("limits")))
        self._moved = re.compile(rf"\s*(?:{alternatives(words('moved'))})\s*")
        self._span = re.compile(rf"\s*(?:{alternatives((*words('span'), *words('printed_span')))})\s*")
        self._steps = re.compile(f"(?:{alternatives(words('steps'))})$")
        self._listing = re.compile(rf"(?:{alternatives(words('listing'))})+")
        self._belongs = language.raw["belongs"]

    def fit(self, gap: str, *, strict: bool = False) -> bool | None:
        """None: the gap parts name and value. Else whether they stand close, only fillers between."""
        if strict:
            return True if self._strict.fullmatch(gap) else None
        if not gap:
            return True
        if self._breakers.search(gap):
            return None
        left = len(self._fillers.sub("", _COMMAS.sub("", gap)))
        comma = "," in gap
        if left > (0 if comma else self._loose):
            return None
        return left == 0 and not comma

    def is_broken(self, gap: str) -> bool:
        return bool(self._breakers.search(gap))

    def is_limit(self, text: str, number: Number) -> bool:
        """130/80以下: a limit is asked about, nothing was measured."""
        return bool(self._limits.match(text, number.to))

    def is_step(self, text: str, number: Number) -> bool:
        """升了3个点: a difference, no value."""
        return number.spelling == "个点" and bool(self._steps.search(text[: number.at]))

    def is_old(self, text: str, tokens: Sequence[Token], at: int) -> bool:
        """从5.6升到7.2, 在8到9之间, a printed 3.9-6.1: a later number counts."""
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if not isinstance(tokens[at], Number) or not isinstance(after, Number) or after.counted:
            return False
        return self.is_moved(text, tokens, at) or bool(self._span.fullmatch(text[tokens[at].to : after.at]))

    def is_moved(self, text: str, tokens: Sequence[Token], at: int) -> bool:
        return at + 1 < len(tokens) and bool(self._moved.fullmatch(text[tokens[at].to : tokens[at + 1].at]))

    def lists(self, gap: str) -> bool:
        return bool(self._listing.fullmatch(gap))

    def belongs(self, gap: str) -> bool:
        return gap == str(self._belongs)


def alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
