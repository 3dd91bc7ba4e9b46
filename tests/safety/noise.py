"""The same message as other people would type it, say it, play it down or bury it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

import hotline.safety

_LEXICON = Path(hotline.safety.__file__).parent / "lexicon" / "characters.yml"
_WORDS = yaml.safe_load((Path(__file__).parent / "noise.yml").read_text(encoding="utf-8"))
_CHARACTERS = yaml.safe_load(_LEXICON.read_text(encoding="utf-8"))
_TRADITIONAL = str.maketrans(dict(zip(_CHARACTERS["simplified"], _CHARACTERS["traditional"], strict=True)))
_FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
_PUNCTUATION = str.maketrans("", "", "，。！？、；：,!?")

Perturbation = Callable[[str], Iterator[str]]


def played_down(message: str) -> Iterator[str]:
    for reassurance in _WORDS["reassurances"]:
        yield f"{message}，{reassurance}"
        yield f"{reassurance}，{message}"


def without_punctuation(message: str) -> Iterator[str]:
    yield message.translate(_PUNCTUATION)


def with_fillers(message: str) -> Iterator[str]:
    yield "那个嗯，" + message.replace("，", "啊，就是说，嗯") + "呃"


def in_a_long_story(message: str) -> Iterator[str]:
    for before, after in _WORDS["stories"]:
        yield f"{before}{message}。{after}"


def for_somebody_else(message: str) -> Iterator[str]:
    for opening in _WORDS["somebody_else"]:
        yield opening + message


def spelt_otherwise(message: str) -> Iterator[str]:
    yield message.translate(_TRADITIONAL)
    yield message.translate(_FULL_WIDTH)
    yield re.sub(r"(?<=[一-龥])(?=[一-龥])", " ", message)
    yield message.replace("，", "\n") + "！！！"


PERTURBATIONS: tuple[Perturbation, ...] = (
    played_down,
    without_punctuation,
    with_fillers,
    in_a_long_story,
    for_somebody_else,
    spelt_otherwise,
)
