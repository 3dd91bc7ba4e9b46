"""The sentence that says a value back, what it can mean, and what to do now."""

from knowledge_base.reports.indicators import Indicator
from knowledge_base.reports.language import Language
from knowledge_base.reports.measuring import Measured, written
from knowledge_base.reports.ranges import Direction, Groups, Level
from knowledge_base.reports.tokens import Number

_SERIOUS = {"urgent", "emergency"}
_PERCENTAGES = {"%": "percent", "‰": "permille"}


class Sayer:
    """Composes from the templates of language.yml and the indicator's own spoken texts."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._say = language.say

    def number(
        self,
        indicator: Indicator,
        measured: Measured,
        *,
        level: Level,
        direction: Direction | None,
        groups: Groups,
    ) -> str:
        template = self._say["converted" if measured.given_unit else "number"]
        heard: str = template.format(
            name=indicator.said,
            given=written(measured.given),
            given_unit=self._language.unit_said(measured.given_unit or ""),
            value=self._value(measured.value, unit=indicator.unit),
            unit=self._language.unit_said(indicator.unit),
            level=self._level("levels", level, direction),
        )
        return (
            heard
            + self._meaning(indicator, level, direction)
            + self._differing(indicator, measured.value, groups)
        )

    def grade(self, indicator: Indicator, grade: str, *, level: Level, direction: Direction | None) -> str:
        key = "class_level" if indicator.kind == "class" else "words_level"
        unit = self._language.unit_said(indicator.unit) if indicator.kind == "class" else ""
        heard: str = self._say["number"].format(
            name=indicator.said, value=self._grade(grade), unit=unit, level=self._level(key, level, direction)
        )
        return heard + self._meaning(indicator, level, direction)

    def pressures(
        self,
        indicator: Indicator,
        pair: tuple[Number | None, Number | None],
        *,
        level: Level,
        direction: Direction | None,
    ) -> str:
        upper, lower = pair
        key = "both_pressures" if upper and lower else "first_pressure" if upper else "second_pressure"
        heard: str = self._say[key].format(
            first=written(upper.value) if upper else "",
            second=written(lower.value) if lower else "",
            level=self._level("levels", level, direction),
        )
        return heard + self._meaning(indicator, level, direction)

    def _value(self, value: float, *, unit: str) -> str:
        sign = self._say["minus"] if value < 0 else ""
        share = self._say[_PERCENTAGES[unit]] if unit in _PERCENTAGES else ""
        return f"{share}{sign}{written(abs(value))}"

    def _grade(self, grade: str) -> str:
        return str(self._say["grades"].get(grade, grade))

    def _level(self, key: str, level: Level, direction: Direction | None) -> str:
        words: dict[str, str] = self._say[key]
        return words[f"{level}_{direction}" if level in _SERIOUS else level]

    def _meaning(self, indicator: Indicator, level: Level, direction: Direction | None) -> str:
        text = indicator.texts.get(direction or "normal")
        said: str = text.spoken if text else self._say["normal"]
        return said + str(self._say[level]) if level in _SERIOUS else said

    def _differing(self, indicator: Indicator, value: float, groups: Groups) -> str:
        normal = indicator.limits[0].normal
        if "children" in groups and not {"children", "infants"} & normal.groups.keys():
            return str(self._say["children_differ"])
        unknown = not any(group in normal.groups for group in groups)
        return str(self._say["sexes_differ"]) if unknown and normal.differ_by_sex(value) else ""
