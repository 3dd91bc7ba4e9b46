"""The indicators we ship are without fault, found by each of their names, and judged at every bound."""

import pytest

from knowledge_base.reports import Indicator, Indicators, ReportReader, indicator_faults
from knowledge_base.reports.measuring import written
from knowledge_base.reports.ranges import Band, Limits
from tests.knowledge_base.reports.conftest import FIGURES, SHIPPED

WHOSE = {
    "": "",
    "men": "男，",
    "women": "女，",
    "elderly_men": "男，70岁，",
    "elderly_women": "女，70岁，",
    "children": "孩子，",
    "infants": "新生儿，",
    "pregnant": "怀孕，",
}
WORSE = ["normal", "low", "high", "urgent", "emergency"]
STEP = 1e-6
FEWEST = 66


def an_answer(indicator: Indicator) -> str:
    """A value the indicator surely has, as a message writes it."""
    match indicator.kind:
        case "grade":
            return "阴性"
        case "class":
            return " 3类"
        case "pair":
            return "160/95"
    if indicator.titre:
        return " 1:320"
    band = indicator.limits[0].normal.band(("men",))
    inside = [bound for bound in (band.low, band.high) if bound is not None]
    return f" {written(inside[0])}" if inside else f" {written((band.below or 0) / 2)}"


def test_they_have_no_fault() -> None:
    assert indicator_faults(SHIPPED, figures=FIGURES) == []


def test_there_are_enough(indicators: Indicators) -> None:
    assert len(indicators) >= FEWEST


def test_each_is_found_by_its_name_and_all_its_names(indicators: Indicators, reader: ReportReader) -> None:
    astray: dict[str, object] = {}
    for indicator in indicators:
        for name in (indicator.name, *indicator.names, *indicator.short_names):
            found = [reading.indicator for reading in reader.read(f"{name}{an_answer(indicator)}")]
            if found != [indicator.id]:
                astray[f"{name}{an_answer(indicator)}"] = found
    assert astray == {}


def test_the_halves_of_a_pair_are_found_by_their_names(indicators: Indicators, reader: ReportReader) -> None:
    pressure = indicators["blood_pressure"]
    for upper in pressure.first_names:
        for lower in pressure.second_names:
            assert [one.value for one in reader.read(f"{upper}150{lower}95")] == ["150/95"], (upper, lower)


def test_no_name_alone_is_read_as_a_value(indicators: Indicators, reader: ReportReader) -> None:
    names = [name for one in indicators for name in (one.name, *one.names)]
    assert {name for name in names if reader.read(f"{name}高怎么办")} == set()


def bounds(limits: Limits, group: str) -> list[tuple[float, str, str]]:
    """Each bound of a group with the level on its inner and on its outer side."""
    found: list[tuple[float, str, str]] = []
    for worse in ("urgent", "emergency"):
        band: Band = getattr(limits, worse).band((group, *_sex(group)))
        found += [(band.low, "above", worse)] if band.low is not None else []
        found += [(band.high, "under", worse)] if band.high is not None else []
    normal = limits.normal.band((group, *_sex(group)))
    found += [(normal.low, "at", "low")] if normal.low is not None else []
    found += [(normal.high, "at", "high")] if normal.high is not None else []
    found += [(normal.below, "under", "high")] if normal.below is not None else []
    return found


def _sex(group: str) -> tuple[str, ...]:
    return tuple(sex for sex in ("women", "men") if group.endswith(sex))[:1]


@pytest.mark.parametrize("group", WHOSE)
def test_every_bound_parts_two_levels(indicators: Indicators, group: str) -> None:
    wrong = []
    for indicator in indicators:
        for limits in indicator.limits:
            groups = (group, *_sex(group)) if group else ()
            for bound, side, level in bounds(limits, group):
                step = STEP * max(abs(bound), 1)
                if level in {"low", "high"}:
                    outer = bound - step if level == "low" else bound + step
                    calm = bound if side == "at" else bound - step
                    outer = bound if side == "under" else outer
                else:
                    outer, calm = bound, bound + step if side == "above" else bound - step
                at_least = WORSE.index(limits.level(outer, groups=groups)[0])
                less = WORSE.index(limits.level(calm, groups=groups)[0])
                overlaid = at_least == less  # a worse level begins at the same bound
                if at_least < WORSE.index(level) or (less >= WORSE.index(level) and not overlaid):
                    wrong.append((indicator.id, bound, level))
    assert wrong == []


def test_a_message_is_judged_by_the_words_that_tell_whose_it_is(reader: ReportReader) -> None:
    levels = {whose: reader.read(f"{words}血红蛋白112")[0].level for whose, words in WHOSE.items()}
    assert levels == {
        "": "low",
        "men": "low",
        "women": "low",
        "elderly_men": "low",
        "elderly_women": "low",
        "children": "normal",
        "infants": "normal",
        "pregnant": "normal",
    }


def test_what_a_text_says_of_the_range_is_the_range(indicators: Indicators) -> None:
    silent = {
        f"{indicator.id} {bound}"
        for indicator in indicators
        if indicator.kind == "number" and not indicator.titre
        for bound in _shown(indicator)
        if not {written(bound), f"{bound:.1f}"} & set(_numbers(indicator.texts["about"].answer))
    }
    assert silent == set()


def _shown(indicator: Indicator) -> set[float]:
    normal = indicator.limits[0].normal
    bands = [normal.everybody] if normal.everybody else [
        band for name, band in normal.groups.items() if name in {"men", "women"}
    ]  # fmt: skip
    return {value for band in bands for value in (band.low, band.high, band.below) if value is not None}


def _numbers(text: str) -> list[str]:
    number, found = "", []
    for character in f"{text} ":
        if character.isdigit() or character == "." or (character == "-" and not number):
            number += character
        elif number:
            found.append(number.strip("."))
            number = ""
    return found


def test_every_topic_is_one_we_have(indicators: Indicators) -> None:
    known = {path.stem for path in (SHIPPED.parent / "topics").glob("*.yml")}
    assert {topic for indicator in indicators for topic in indicator.topics} - known == set()
