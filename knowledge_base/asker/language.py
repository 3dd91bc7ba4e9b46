"""The words of language.yml, ready to be compared with messages in plain spelling."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

LANGUAGE = Path(__file__).with_name("language.yml")
_D = "[一二两三四五六七八九]"
_NUMBER = (
    f"(?P<n>(?<![0-9.])[0-9]{{1,3}}|{_D}{_D}十|{_D}?十{_D}?|一百(?:零{_D}|一?十{_D}?|{_D})?|{_D}{_D}|{_D})"
)
"""Of years, weeks and days: nobody is older than a hundred and some."""
_PARTS = ("child", "kin", "nearly", "more")


@dataclass(frozen=True, kw_only=True)
class Language:
    """`renamed`: words, and what they are read as; `groups`: words, and from which year to which."""

    renamed: Sequence[tuple[re.Pattern[str], str]]
    asides: Sequence[re.Pattern[str]]
    other_ages: Sequence[re.Pattern[str]]
    years: Sequence[re.Pattern[str]]
    months: Sequence[re.Pattern[str]]
    groups: Sequence[tuple[re.Pattern[str], tuple[int, int]]]
    somebody: re.Pattern[str]
    myself: re.Pattern[str]
    caller: re.Pattern[str]
    ails: re.Pattern[str]
    only_asks: re.Pattern[str]
    lives: re.Pattern[str]
    no_home: re.Pattern[str]


@cache
def language() -> Language:
    raw = yaml.safe_load(LANGUAGE.read_text(encoding="utf-8"))
    parts = {name: "".join(raw[name].split()) for name in _PARTS}

    def one(pattern: str) -> re.Pattern[str]:
        return re.compile(_filled(pattern, parts))

    return Language(
        renamed=[(one(row["words"]), row["meant"]) for row in raw["renamed"]],
        asides=[one(row) for row in raw["asides"]],
        other_ages=[one(row) for row in raw["other_ages"]],
        years=[one(row) for row in (*raw["years"], *raw["bare_years"])],
        months=[one(row) for row in raw["months"]],
        groups=[(one(row["words"]), (row["from"], row["to"])) for row in raw["groups"]],
        somebody=one("{kin}|{child}|" + "".join(raw["third"].split())),
        myself=one(raw["myself"]),
        caller=one(raw["caller"]),
        ails=one("".join(raw["ails"].split())),
        only_asks=one("".join(raw["only_asks"].split())),
        lives=one(raw["lives"]),
        no_home=one(raw["no_home"]),
    )


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    """Not by format: a regular expression has braces of its own."""
    for name, words in {**parts, "n": _NUMBER}.items():
        pattern = pattern.replace(f"{{{name}}}", words)
    return pattern
