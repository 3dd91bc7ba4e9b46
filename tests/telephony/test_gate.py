"""Values told in a message raise what its words alone would say, and never lower it."""

from typing import Any

import pytest

from hotline.safety import TriageGrade
from knowledge_base.reports import Reading
from knowledge_base.search.searching import Told
from telephony.gate import Gate
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
