"""Whom it is about, as far as the words tell: age, sex, pregnancy."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from knowledge_base.guidance.described import Described, Sex
from knowledge_base.guidance.hearing import either, spelt
from knowledge_base.reports.numerals import ARABIC, CHINESE, LONE, number_of

_NUMBER = f"(?P<n>{ARABIC}|{CHINESE}|{LONE}|一)"
NEAR = 8  # a group's age is only a guess: this many years more are still of the group
OLDEST = 120


class PeopleReader:
    """Reads language.yml's `people`; whom else a sentence mentions is left out first."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw
        self._years = [re.compile(pattern.replace("{n}", _NUMBER)) for pattern in raw["years"]]
        self._months = [re.compile(pattern.replace("{n}", _NUMBER)) for pattern in raw["months"]]
        self._weeks = re.compile(
            raw["pregnant_weeks"].replace("{n}", "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})")
        )
        self._others = re.compile("|".join(raw["others"]))
        self._words = {
            key: re.compile(either(raw[key])) for key in ("female", "male", "pregnant", "not_pregnant")
        }

    def read(self, text: str) -> Described:
        """What is not told stays None."""
        words = spelt(text)
        about = self._others.sub("", words)
        pregnant = self._pregnant(words) or None
        return Described(
            text=text,
            age=self._age(words, about=about),
            sex=self._sex(about, pregnant=pregnant),
            pregnant=pregnant,
        )

    def completed(self, described: Described) -> Described:
        """What the caller told apart from the words counts before what the words say."""
        found = self.read(described.text)
        return Described(
            text=described.text,
            age=found.age if described.age is None else described.age,
            sex=described.sex or found.sex,
            pregnant=found.pregnant if described.pregnant is None else described.pregnant,
            answers=described.answers,
        )

    def _age(self, words: str, *, about: str) -> int | None:
        if any(pattern.search(words) for pattern in self._months):
            return 0
        told = [number_of(match["n"]) for pattern in self._years for match in pattern.finditer(words)]
        ages = [int(years) for years in told if years <= OLDEST]
        if ages:
            return ages[-1] if len(ages) == 1 else self._of_several(ages, about=about)
        return self._by_group(about)

    def _of_several(self, ages: list[int], *, about: str) -> int:
        """Two ages told: the child's where a child is spoken of, else the first."""
        group = self._by_group(about)
        return min(ages) if group is not None and group <= min(ages) + NEAR else ages[0]

    def _by_group(self, about: str) -> int | None:
        return next((age for pattern, age in self._groups if pattern.search(about)), None)

    def _sex(self, about: str, *, pregnant: bool | None) -> Sex | None:
        if pregnant:
            return "female"
        female, male = (bool(self._words[sex].search(about)) for sex in ("female", "male"))
        if female == male:
            return None
        return "female" if female else "male"

    def _pregnant(self, words: str) -> bool:
        told = self._words["not_pregnant"].sub("", words)
        return bool(self._words["pregnant"].search(told) or self._weeks.search(told))

    @cached_property
    def _groups(self) -> list[tuple[re.Pattern[str], int]]:
        return [(re.compile(either(row["words"])), row["age"]) for row in self._raw["groups"]]
