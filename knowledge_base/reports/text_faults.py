"""What is wrong with an indicator's texts: a level without words, a spoken text nobody can read aloud."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge_base.reports.range_faults import range_shapes
from knowledge_base.wording import text_faults

LONGEST_ANSWER = 180
_TEXTS = {"about", "high", "low", "normal"}
_DIGIT = re.compile(r"[0-9]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")

Raw = Mapping[str, Any]


def written_faults(raw: Raw) -> Iterator[str]:
    texts = raw["texts"]
    for key in sorted(texts.keys() - _TEXTS):
        yield f"unknown text {key!r}"
    for key in sorted(needed_texts(raw) - texts.keys()):
        yield f"text {key!r} is missing"
    for key, text in texts.items():
        for said in _text(text):
            yield f"{key}: {said}"
    yield from text_faults("seek_care", raw["seek_care"], placeholders=())
    said = raw.get("said", raw["name"])
    if _LATIN_WORD.search(said):
        yield f"said cannot be read aloud: {said}"


def needed_texts(raw: Raw) -> set[str]:
    """`about`, and high and low as far as the ranges and grades can find a value high or low."""
    needed: set[str] = {"about"}
    for name, band in range_shapes(raw).items():
        needed |= {"low"} if "low" in band else set()
        needed |= {"high"} if band.keys() & {"high", "below"} else set()
        if not band:
            needed.add(name)
    levels: set[str] = set(raw.get("grades", {}))
    return needed | (levels & {"low", "high"}) | ({"high"} if levels & {"urgent", "emergency"} else set())


def _text(text: object) -> Iterator[str]:
    if not isinstance(text, dict) or text.keys() != {"answer", "spoken"}:
        yield "must have an answer and a spoken form"
        return
    if len(text["answer"]) > LONGEST_ANSWER:
        yield f"answer has {len(text['answer'])} characters, at most {LONGEST_ANSWER}"
    yield from text_faults("answer", text["answer"], placeholders=())
    yield from text_faults("spoken", text["spoken"], placeholders=())
    if digits := "".join(_DIGIT.findall(text["spoken"])):
        yield f"spoken has digits: {digits}"
