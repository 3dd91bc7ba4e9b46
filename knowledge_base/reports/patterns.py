"""The one pattern that finds everything in a message, and the one for the unit behind a number."""

import re
from collections.abc import Iterable

from knowledge_base.reports.language import Language
from knowledge_base.reports.numerals import ARABIC, CHINESE, LONE, LONE_POWER, POWER

_DATES = (
    r"[0-9]{4}[-./年][0-9]{1,2}(?:[-./月][0-9]{1,2}[日号]?|月)?",
    r"[0-9]{1,2}月[0-9]{1,2}[日号]?",
)
_TELEPHONES = (r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])", r"(?<![0-9])0[0-9]{2,3}-[0-9]{7,8}")
_PRINTED_UNIT = r"\(\s*[x×*]?\s*10\^[0-9]+/[a-zμ]+\s*\)"
_SPAN = r"[0-9.]+\s*(?:-|~|--)\s*[0-9.]+"
# A reference range on a printed report: in brackets, or with the result behind it.
_PRINTED_RANGES = (rf"\(\s*{_SPAN}[^()0-9]{{0,16}}\)", rf"{_SPAN}(?=\s+[0-9])")
_DAY_HOUR = f"(?:{CHINESE}|[0-9]{{1,2}}|[一二两三四五六七八九十])"
_MINUTES = "[0-9一二三四五]{1,3}"
_PLUSES = "|".join(
    (
        r"[1-4一二两三四]\s*(?:个\s*)?(?:加号?|\+号?)(?![0-9])",
        "加号[1-4一二两三四]个",
        r"\+[1-4](?![0-9.])",
        r"\(?\+{1,4}\)?(?![0-9/-])",
    )
)
_UNIT_INSIDE = "|".join(
    (
        "[0-9]{2}度[0-9](?![0-9.])",
        "[三四]十[一二三四五六七八九]?度[一二三四五六七八九半]",
        "[2-4二两三四]尺[0-9一二三四五六七八九](?![0-9])",
    )
)
_TITRE = r"(?<![0-9:])1:[0-9]{2,6}(?![0-9])"


def message_pattern(names: Iterable[str], grades: Iterable[str], *, language: Language) -> re.Pattern[str]:
    """Its groups: titre, name, end (of a sentence), skip, grade, plus, lone_power, number."""
    skip = "|".join((*_TELEPHONES, *_DATES, *_times(language), _PRINTED_UNIT, *_PRINTED_RANGES))
    units = "|".join(map(re.escape, sorted((*language.spellings, "个点", "个加"), key=len, reverse=True)))
    lone = rf"{LONE}(?=$|[\s,.;:!?。、/)]|多|几|点几|点多|左右|了(?:$|[,。])|到|和|{units})"
    return re.compile(
        rf"(?P<titre>{_TITRE})|(?P<name>{bounded(names)})|(?P<end>[。!?;；\n])|(?P<skip>{skip})"
        rf"|(?P<grade>{bounded(grades)}|-(?=$|[\s,)]))|(?P<plus>{_PLUSES})|(?P<lone_power>{LONE_POWER})"
        rf"|(?P<number>{_UNIT_INSIDE}|{ARABIC}|{CHINESE}|{lone})(?:{POWER})?"
    )


def unit_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Its first group is the word right behind a number."""
    longest_first = sorted(set(words), key=len, reverse=True)
    units = "|".join(re.escape(word) + _after(word) for word in longest_first)
    return re.compile(rf"(?:多|几)?\s*(?:点[几多])?\(?({units})")


def bounded(words: Iterable[str]) -> str:
    """Longest first; a Latin name is no part of a longer word, one ending in a digit no part of a number."""
    longest_first = sorted(set(words), key=len, reverse=True)
    return "|".join(f"{_before(word)}{re.escape(word)}{_after(word)}" for word in longest_first)


def _times(language: Language) -> tuple[str, ...]:
    daytime = "|".join(language.words("daytime"))
    return (
        "(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?![0-9])",
        f"(?:{daytime}){_DAY_HOUR}点(?:半|钟|{_MINUTES}分?)?",
        f"{_DAY_HOUR}点(?:半|钟|{_MINUTES}分)",
    )


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _before(word: str) -> str:
    return "(?<![a-z])" if _is_latin(word[0]) else ""


def _after(word: str) -> str:
    if _is_latin(word[-1]):
        return "(?![a-z])"
    return "(?![0-9.])" if word[-1].isdigit() else ""
