"""Whose report it is, as far as the words tell: sex, age, pregnancy."""

import re

from knowledge_base.reports.gaps import alternatives
from knowledge_base.reports.language import Language
from knowledge_base.reports.numerals import ARABIC, CHINESE, LONE, number_of
from knowledge_base.reports.ranges import Groups

_NUMBER = f"(?P<n>{ARABIC}|{CHINESE}|{LONE})"


class PeopleReader:
    """Turns a message's words into the groups that ranges know, the most telling first."""

    def __init__(self, language: Language) -> None:
        people = {group: [word.lower() for word in words] for group, words in language.raw["people"].items()}
        self._words = {group: re.compile(alternatives(words)) for group, words in people.items()}
        self._years = re.compile(rf"{_NUMBER}(?:多|来)?周?岁")
        child = alternatives(people["children"])
        self._months = re.compile(
            rf"{_NUMBER}个?(?:多)?月(?:大|的?(?:{child}))|(?:{child}|出生|生下来)[^0-9。,]{{0,3}}(?P<m>[0-9]{{1,2}})个多?月"
        )
        raw = language.raw
        self._adult, self._elderly, self._infant = (
            raw["adult_from"],
            raw["elderly_from"],
            raw["infant_months"],
        )

    def groups(self, text: str) -> Groups:
        years = [number_of(match["n"]) for match in self._years.finditer(text)]
        age = years[0] if len(set(years)) == 1 else None
        if child := self._child(text, age=age):
            return child
        pregnant: Groups = ("pregnant",) if self._is_pregnant(text) else ()
        men, women = self._says("men", text), self._says("women", text) or bool(pregnant)
        elderly = age is not None and age >= self._elderly
        if men == women:
            return (*pregnant, "elderly") if elderly else pregnant
        sex = "men" if men else "women"
        return (*pregnant, f"elderly_{sex}", sex) if elderly else (*pregnant, sex)

    def _child(self, text: str, *, age: float | None) -> Groups:
        if months := [number_of(match["n"] or match["m"]) for match in self._months.finditer(text)]:
            return ("infants", "children") if min(months) <= self._infant else ("children",)
        if self._says("infants", text):
            return ("infants", "children")
        young = age < self._adult if age is not None else self._says("children", text)
        return ("children",) if young else ()

    def _is_pregnant(self, text: str) -> bool:
        return bool(self._words["pregnant"].search(self._words["not_pregnant"].sub("", text)))

    def _says(self, group: str, text: str) -> bool:
        return bool(self._words[group].search(text))
