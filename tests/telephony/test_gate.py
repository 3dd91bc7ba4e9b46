"""Values and opinions raise what the words alone would say, and never lower it."""

from typing import Any

import pytest

from hotline.safety import Screening, TriageGrade
from hotline.safety.opinion import Opinion
from knowledge_base.reports import Reading
from knowledge_base.search.searching import Told
from telephony.gate import Gate, GiveOpinion
from tests.telephony.making import ENTRY, ToldSearch


def told(level: Any) -> Told:
    reading = Reading(
        indicator="potassium",
        name="血钾",
        value=7.2,
        unit="mmol/L",
        level=level,
        section="high",
        say="高。",
        topics=("chronic_kidney_disease",),
    )
    return Told(reading=reading, entry=ENTRY)


@pytest.mark.parametrize(
    ("levels", "grade"),
    [
        (("normal", "high"), TriageGrade.ROUTINE),
        (("high", "urgent"), TriageGrade.URGENT),
        (("urgent", "emergency"), TriageGrade.EMERGENCY),
    ],
)
def test_the_gravest_value_counts(levels: tuple[str, ...], grade: TriageGrade) -> None:
    search = ToldSearch(values=tuple(map(told, levels)))
    screening = Gate(search).screen("化验单上这几项怎么看")
    assert screening.grade is grade
    assert bool(screening.say) is (grade is not TriageGrade.ROUTINE)


def test_a_harmless_value_lowers_nothing() -> None:
    screening = Gate(ToldSearch(values=(told("normal"),))).screen("胸口压着疼，出冷汗，血钾4.1")
    assert screening.grade is TriageGrade.EMERGENCY


def test_where_values_cannot_be_read_the_words_decide() -> None:
    class Broken(ToldSearch):
        def read(self, _message: str) -> tuple[Told, ...]:
            raise RuntimeError("broken")

    assert Gate(Broken()).screen("高血压能吃柚子吗").grade is TriageGrade.ROUTINE
    assert Gate(Broken()).screen("胸口压着疼，出冷汗").grade is TriageGrade.EMERGENCY


def opinion(grade: TriageGrade, *, asks: bool = False) -> GiveOpinion:
    return lambda _text: Opinion(grade=grade, score=0.5, asks=asks)


def reconsidered(text: str, give: GiveOpinion) -> Screening:
    gate = Gate(ToldSearch(), opinion=give)
    return gate.reconsider(gate.screen(text), text)


@pytest.mark.parametrize(
    ("grade", "rules"),
    [(TriageGrade.EMERGENCY, ("danger_told",)), (TriageGrade.URGENT, ("seen_today",))],
)
def test_an_opinion_raises_what_no_rule_heard(grade: TriageGrade, rules: tuple[str, ...]) -> None:
    screening = reconsidered("高血压能吃柚子吗", opinion(grade))
    assert (screening.grade, screening.rules) == (grade, rules)
    assert screening.say


def test_an_opinion_lowers_nothing() -> None:
    screening = reconsidered("胸口压着疼，出冷汗", opinion(TriageGrade.ROUTINE))
    assert screening.grade is TriageGrade.EMERGENCY
    assert reconsidered("血压188/112，人没什么感觉", opinion(TriageGrade.ROUTINE)).grade is TriageGrade.URGENT


def test_a_broken_opinion_leaves_the_rules_as_they_are() -> None:
    def broken(_text: str) -> Opinion:
        raise RuntimeError("broken")

    assert reconsidered("高血压能吃柚子吗", broken).grade is TriageGrade.ROUTINE


def test_an_unsure_alarm_asks() -> None:
    screening = reconsidered("高血压能吃柚子吗", opinion(TriageGrade.ROUTINE, asks=True))
    assert screening.asks
    assert screening.grade is TriageGrade.ROUTINE


@pytest.mark.parametrize("text", ["血钾3.4", "谷丙转氨酶80，谷草60", "化验单上血糖7.8，尿酸480"])
def test_bare_figures_are_judged_by_their_values(text: str) -> None:
    gate = Gate(ToldSearch(values=(told("high"),)), opinion=opinion(TriageGrade.EMERGENCY))
    assert gate.reconsider(gate.screen(text), text).grade is TriageGrade.ROUTINE


@pytest.mark.parametrize(
    "text",
    [
        "血钾3.4，人没力气站不起来",
        "血钾三点四",
        "躺了3小时",
        "胸口痛血钾3.4",
        "血钾3.4胸口闷",
        "血钾3.4，胸口痛3小时",
    ],
)
def test_a_complaint_beside_a_figure_is_given_an_opinion_of(text: str) -> None:
    values = (told("high"),) if "血钾" in text else ()
    gate = Gate(ToldSearch(values=values), opinion=opinion(TriageGrade.EMERGENCY))
    assert gate.reconsider(gate.screen(text), text).grade is TriageGrade.EMERGENCY
