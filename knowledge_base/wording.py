"""What a text must be like to be read on a small screen or spoken over a telephone."""

import re
from collections.abc import Collection, Iterator

from knowledge_base.local_texts import without_values
from knowledge_base.local_values import PLACE

LONGEST = {"answer": 220, "spoken": 90, "seek_care": 60}
LOCAL_VALUES_IN = ("answer", "spoken")
_PLACEHOLDER = re.compile(r"\{(?!local:)([^{}]*)\}")
_UNSPEAKABLE = re.compile(r"[()（）\[\]【】{}｛｝「」『』<>《》〈〉/／\\|*#_=+^~～≤≥±→×%％℃]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_SAID_BY_ANYONE = frozenset({"CT", "APP"})
_NOT_LETTERS = re.compile(r"[\W_]+")


def text_faults(key: str, text: str, *, placeholders: Collection[str]) -> Iterator[str]:
    """What is wrong with one of an entry's texts; a local value counts as long as what stands in for it."""
    if key not in LOCAL_VALUES_IN and PLACE.search(text):
        yield f"{key} may not hold a local value"
    text = without_values(text)
    if len(text) > LONGEST[key]:
        yield f"{key} has {len(text)} characters, at most {LONGEST[key]}"
    for name in _PLACEHOLDER.findall(text):
        if name not in placeholders:
            yield f"{key} has an unknown placeholder {{{name}}}"
    if key == "spoken":
        yield from spoken_faults(key, text)


def spoken_faults(key: str, text: str) -> Iterator[str]:
    """What of it no voice can say; placeholders aside."""
    for piece in unspeakable_in(text):
        yield f"{key} cannot be read aloud: {piece}"


def unspeakable_in(text: str) -> Iterator[str]:
    """Signs and words; placeholders aside."""
    text = _PLACEHOLDER.sub("", text)
    yield from sorted(set(_UNSPEAKABLE.findall(text)))
    yield from sorted(set(_LATIN.findall(text)) - _SAID_BY_ANYONE)


def placeholders_in(text: str) -> list[str]:
    return _PLACEHOLDER.findall(text)


def bare(question: str) -> str:
    """A phrasing without punctuation and case, for telling duplicates."""
    return _NOT_LETTERS.sub("", question).lower()


def filled(text: str, *, placeholders: dict[str, str]) -> str:
    """All but local values, which are filled in when somebody asks."""
    return _PLACEHOLDER.sub(lambda match: placeholders[match[1]], text)
