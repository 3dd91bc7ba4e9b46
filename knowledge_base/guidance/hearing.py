"""Hears a wording in somebody's own words, and whether it was denied."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from knowledge_base.reports.language import plain

GAP = 5
"""Characters that may stand between the parts of one wording: 胸口 (这里老是) 疼."""
FAR, REACH = "…", 20
"""Written between two parts that may stand in different clauses, so many characters apart."""
_TOE = re.compile(r"(?<=[趾指肩])头")
_CLASS = re.compile(r"<([^<>]+)>")
_ENDS = ",.;!?。；、\\s"
_CLAUSE = re.compile(r"[,.;!?。；\s]")


class Denials:
    """What denies: `words` before, `after` behind; `harmless` only look so; `joints` go on with a list."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        denied = f"(?:{either(raw['words'])})"
        self._harmless = re.compile(either(raw["harmless"]))
        self._within = re.compile(denied)
        self._before = re.compile(rf"{denied}.{{0,{raw['reach']}}}$")
        self._listed = re.compile(rf"{denied}.{{1,24}}(?:{either(raw['joints'])}).{{0,2}}$")
        self._after = re.compile(rf"(?:{either(raw['after'])})(?=[,.;!?。；\s]|$)")

    def deny(self, *, before: str, gaps: Iterable[str], after: str) -> bool:
        clause = self._told(_CLAUSE.split(before)[-1])
        return bool(
            self._before.search(clause)
            or self._listed.search(clause)
            or self._after.match(after)
            or any(self._within.search(self._told(gap)) for gap in gaps if gap)
        )

    def _told(self, words: str) -> str:
        return self._harmless.sub("", words)


class Wordings:
    """The ways to say one thing: parts in order with gaps, `|` between like parts, `<…>` a class of words."""

    def __init__(self, wordings: Sequence[str], *, classes: Mapping[str, Sequence[str]]) -> None:
        self._patterns = [_compiled(words, classes=classes) for words in wordings]

    def heard_in(self, text: str, *, denials: Denials) -> bool | None:
        """True where it was said, False where it was only denied, None where nothing of it was said.

        `text` is in plain spelling (`spelt`).
        """
        told: bool | None = None
        for match in self._matches(text):
            if not denials.deny(
                before=text[: match.start()], gaps=match.groups(), after=text[match.end() : match.end() + 8]
            ):
                return True
            told = False
        return told

    def longest_in(self, text: str, *, denials: Denials) -> int:
        """How many characters the longest wording that was said, and not denied, takes up; 0 for none."""
        told = (
            len(match.group())
            for match in self._matches(text)
            if not denials.deny(before=text[: match.start()], gaps=match.groups(), after="")
        )
        return max(told, default=0)

    def _matches(self, text: str) -> Iterator[re.Match[str]]:
        return (match for pattern in self._patterns for match in pattern.finditer(text))


def spelt(text: str) -> str:
    """Half width and lower case, and toes without their 头, as the wordings are: 脚趾头疼 is no headache."""
    return _TOE.sub("", plain(text))


def either(words: Iterable[str]) -> str:
    """The longest first, so that a short word never hides a longer."""
    return "|".join(re.escape(spelt(word)) for word in sorted(words, key=len, reverse=True))


def _compiled(wording: str, *, classes: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    parts = [
        FAR if part == FAR else f"(?:{either(_alternatives(part, classes=classes))})"
        for part in wording.split()
    ]
    return re.compile("".join(_joined(parts)))


def _joined(parts: Sequence[str]) -> Iterator[str]:
    for at, part in enumerate(parts):
        if part == FAR:
            yield f"(.{{0,{REACH}}}?)"
            continue
        if at and parts[at - 1] != FAR:
            yield f"([^{_ENDS}]{{0,{GAP}}}?)"
        yield part


def _alternatives(part: str, *, classes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """`胸口|心口` as they stand; `头<痛>` once with each word of the class."""
    for one in part.split("|"):
        named = _CLASS.search(one)
        if named is None:
            yield one
            continue
        for word in classes[named[1]]:
            yield one.replace(named[0], word)
