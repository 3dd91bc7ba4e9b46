"""Report values read out of what somebody wrote or said."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, nextafter

from knowledge_base.reports.indicators import Indicator, Indicators
from knowledge_base.reports.language import Language, plain, read_language
from knowledge_base.reports.linking import Found, Linker
from knowledge_base.reports.measuring import Measured, measure
from knowledge_base.reports.people import PeopleReader
from knowledge_base.reports.ranges import Direction, Groups, Level, direction_of
from knowledge_base.reports.saying import Sayer
from knowledge_base.reports.tokens import Grade, Number, Titre, Tokeniser

_LEVELS: tuple[Level, ...] = ("normal", "low", "high", "urgent", "emergency")
_POSITIVE = "阳性"
"""What pluses mean where a result has no degrees."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One value: in the usual unit, `160/95` for a pressure, `2+` or `阴性` for a result in words.

    A pressure of which only one half was told is `160/-` or `-/95`. `section` is the indicator's entry that
    is said: about, high or low.
    """

    indicator: str
    name: str
    value: float | str
    unit: str
    level: Level
    section: str
    say: str
    topics: tuple[str, ...]


class ReportReader:
    """Pure and fast: everything is compiled once, a message without a number costs a few microseconds."""

    def __init__(self, indicators: Indicators, *, language: Language | None = None) -> None:
        language = language or read_language()
        self._indicators = indicators
        self._tokeniser = Tokeniser(indicators, language=language)
        self._linker = Linker(indicators, language=language)
        self._people = PeopleReader(language)
        self._sayer = Sayer(language)
        self._minus, self._less = language.words("minus"), language.words("less_than")
        self._more = language.words("more_than")

    def read(self, text: str) -> tuple[Reading, ...]:
        """Every value of the message, in its order; nothing where no value is told."""
        message = plain(text)
        found = self._linker.link(message, self._tokeniser.tokens(message))
        if not found:
            return ()
        groups = self._people.groups(message)
        return tuple(self._readings(message, found, groups=groups))

    def _readings(self, message: str, found: list[Found], *, groups: Groups) -> Iterator[Reading]:
        for link in found:
            match link.value:
                case Number():
                    reading = self._number(message, link, link.value, groups=groups)
                case Titre():
                    measured = Measured(link.value.value, link.value.value, None)
                    reading = self._measured(link.indicator, measured, groups=groups, towards=measured.value)
                case tuple():
                    reading = self._pressures(link.indicator, link.value, groups=groups)
                case _:
                    grade = link.value.grade if isinstance(link.value, Grade) else link.value
                    reading = self._grade(link.indicator, grade)
            if reading:
                yield reading

    def _number(self, message: str, link: Found, number: Number, *, groups: Groups) -> Reading | None:
        before = message[: number.at].rstrip()
        negative = not link.indicator.plausible[0].is_under(-1.0) and before.endswith(self._minus)
        for indicator, guess in self._candidates(link.indicator, near=link.near):
            if measured := measure(number, indicator, near=guess, negative=negative):
                towards = -inf if before.endswith(self._less) else self._beyond(message, number, measured)
                return self._measured(indicator, measured, groups=groups, towards=towards)
        return None

    def _beyond(self, message: str, number: Number, measured: Measured) -> float:
        """一百多 is judged as a little over a hundred, 三点几 as a little over three."""
        said = message[number.at : number.to + 1]
        return inf if any(word in said for word in self._more) else measured.value

    def _candidates(self, indicator: Indicator, *, near: bool) -> Iterator[tuple[Indicator, bool]]:
        """A number in another's usual unit is likelier than in a foreign unit."""
        yield indicator, False
        if indicator.otherwise and self._indicators[indicator.otherwise].kind == "number":
            yield self._indicators[indicator.otherwise], False
        if near:
            yield indicator, True

    def _measured(
        self, indicator: Indicator, measured: Measured, *, groups: Groups, towards: float
    ) -> Reading:
        value = nextafter(measured.value, towards)
        level, direction = indicator.limits[0].level(value, groups=groups)
        said = self._sayer.number(indicator, measured, level=level, direction=direction, groups=groups)
        return _reading(indicator, measured.value, level=level, direction=direction, say=said)

    def _grade(self, indicator: Indicator, grade: str) -> Reading | None:
        if not indicator.grades and indicator.otherwise:
            indicator = self._indicators[indicator.otherwise]
        known = grade if grade in indicator.grades else _POSITIVE if grade.endswith("+") else grade
        if known not in indicator.grades:
            return None
        level = indicator.grades[known]
        direction = direction_of(level)
        said = self._sayer.grade(indicator, known, level=level, direction=direction)
        return _reading(indicator, known, level=level, direction=direction, say=said)

    def _pressures(
        self, indicator: Indicator, pair: tuple[Number | None, Number | None], *, groups: Groups
    ) -> Reading:
        judged: list[tuple[Level, Direction | None]] = [
            limits.level(number.value, groups=groups)
            for limits, number in zip(indicator.limits, pair, strict=True)
            if number
        ]
        level, direction = max(judged, key=lambda one: _LEVELS.index(one[0]))
        said = self._sayer.pressures(indicator, pair, level=level, direction=direction)
        value = "/".join(f"{number.value:g}" if number else "-" for number in pair)
        return _reading(indicator, value, level=level, direction=direction, say=said)


def _reading(
    indicator: Indicator, value: float | str, *, level: Level, direction: Direction | None, say: str
) -> Reading:
    unit = "" if isinstance(value, str) and indicator.kind == "number" else indicator.unit
    return Reading(
        indicator=indicator.id,
        name=indicator.name,
        value=value,
        unit=unit,
        level=level,
        section=direction if direction and direction in indicator.texts else "about",
        say=say,
        topics=indicator.topics,
    )
