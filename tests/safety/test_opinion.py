"""The second opinion: learned from messages, kept as data, bounded by its cuts, and as good as we say."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from console.opinion_corpora import told_messages
from console.paths import KNOWLEDGE
from hotline.safety import TriageGrade, screen
from hotline.safety.opinion import Beliefs, Cuts, OpinionUnavailable, SecondOpinion, marks_of
from hotline.safety.opinion_learning import Lesson, learn, with_cuts
from knowledge_base import Entry
from knowledge_base.reports.opening import open_reader
from knowledge_base.reports.reader import ReportReader
from knowledge_base.search.searching import SearchResult, SearchUnavailable, Told
from telephony.gate import Gate
from tests.telephony.making import ENTRY

CORPORA = Path(__file__).parent
DANGER = ("饭粒从嘴边漏下来", "筷子拿着拿着就掉", "嘴歪到一边去了", "半边身子不听使唤")
CALM = ("饭后多久能散步", "筷子要不要消毒", "医院几点上班", "身份证忘带了能挂号吗")


class Flat:
    """An encoder to which all messages are the same: only their words can tell."""

    stamp = "flat"

    def question(self, _text: str) -> NDArray[np.float32]:
        return np.full(4, 0.5, np.float32)


def lesson(text: str, grade: TriageGrade) -> Lesson:
    return Lesson(text=text, grade=grade, vector=Flat().question(text))


@pytest.fixture(scope="module")
def beliefs() -> Beliefs:
    lessons = [lesson(text, TriageGrade.EMERGENCY) for text in DANGER]
    calm = [lesson(text, TriageGrade.ROUTINE) for text in CALM]
    return with_cuts(learn([*lessons, *calm], model="flat"), calm)


def test_what_was_learned_is_alarmed_and_what_is_calm_stays_so(beliefs: Beliefs) -> None:
    opinion = SecondOpinion(Flat(), beliefs=beliefs)
    assert {opinion.of(text).grade for text in DANGER} == {TriageGrade.EMERGENCY}
    assert {opinion.of(text).grade for text in CALM} == {TriageGrade.ROUTINE}


def test_it_is_kept_as_data_for_one_model(beliefs: Beliefs, tmp_path: Path) -> None:
    beliefs.write(tmp_path / "opinion.npz")
    again = Beliefs.read(tmp_path / "opinion.npz")
    first, second = (SecondOpinion(Flat(), beliefs=one).of(DANGER[0]) for one in (beliefs, again))
    assert first.score == pytest.approx(second.score, abs=0.01)

    class Other(Flat):
        stamp = "other"

    with pytest.raises(OpinionUnavailable, match="another sentence model"):
        SecondOpinion(Other(), beliefs=again)


def test_between_the_cuts_it_asks_and_does_not_guess(beliefs: Beliefs) -> None:
    score = SecondOpinion(Flat(), beliefs=beliefs).of("筷子掉了").score
    torn = Beliefs(**{**vars(beliefs), "cuts": Cuts(alarm=score + 0.01, ask=score - 0.01, today=1.0)})
    given = SecondOpinion(Flat(), beliefs=torn).of("筷子掉了")
    assert given.asks
    assert given.grade is TriageGrade.ROUTINE


@pytest.mark.parametrize("text", ["", " ", "。" * 5000, "\x00", "救"])
def test_no_text_is_too_odd(beliefs: Beliefs, text: str) -> None:
    assert 0 <= SecondOpinion(Flat(), beliefs=beliefs).of(text).score <= 1


def test_marks_are_those_of_the_spelling_the_rules_read() -> None:
    assert marks_of("血壓二百二") == marks_of("血压220")


def test_the_sets_it_is_judged_by_share_no_message_with_those_it_learned_from() -> None:
    names = ("learning", "dev", "test", "mild", "answers", "values")
    learning, *judging = ({text for text, _ in told_messages(CORPORA, f"opinion/{one}")} for one in names)
    assert [len(learning), *map(len, judging)] == [6115, 510, 550, 318, 116, 70]
    for one in judging:
        assert not learning & one
    assert len(set.union(*judging)) == 510 + 550 + 318 + 116 + 70


# Measured: emergencies, urgent, everyday as emergency, everyday raised at all; in brackets by rules alone.
# dev 0.96 (0.81), 0.98 (0.75), 0.05 (0.03), 0.08 (0.06);
# test 0.98 (0.82), 0.94 (0.66), 0.05 (0.03), 0.09 (0.07);
# mild 0.98 (0.92), 0.98 (0.73), 0.04 (0.01), 0.12 (0.03).
@pytest.mark.whole
@pytest.mark.parametrize(
    ("name", "emergencies", "urgent", "raised"),
    [("dev", 0.94, 0.96, 0.10), ("test", 0.96, 0.92, 0.11), ("mild", 0.96, 0.96, 0.13)],
)
def test_the_figures_we_state_hold(
    real_opinion: SecondOpinion, name: str, emergencies: float, urgent: float, raised: float
) -> None:
    told = told_messages(CORPORA, f"opinion/{name}")
    given = [(truth, max(screen(text).grade, real_opinion.of(text).grade)) for text, truth in told]

    def found(truth: TriageGrade) -> float:
        grades = [grade for one, grade in given if one is truth]
        return sum(grade >= truth for grade in grades) / len(grades)

    assert found(TriageGrade.EMERGENCY) >= emergencies
    assert found(TriageGrade.URGENT) >= urgent
    everyday = [grade for one, grade in given if one is TriageGrade.ROUTINE]
    assert sum(grade is TriageGrade.EMERGENCY for grade in everyday) / len(everyday) <= 0.07
    assert sum(grade > TriageGrade.ROUTINE for grade in everyday) / len(everyday) <= raised


# Measured: 2 of 98 raised to an emergency (11 before such answers were learned), 1 to urgent.
@pytest.mark.whole
def test_who_tells_a_name_an_age_or_a_place_is_seldom_taken_for_an_emergency(
    real_opinion: SecondOpinion,
) -> None:
    given: dict[TriageGrade, list[TriageGrade]] = {truth: [] for truth in TriageGrade}
    for text, truth in told_messages(CORPORA, "opinion/answers"):
        given[truth].append(max(screen(text).grade, real_opinion.of(text).grade))
    assert set(given[TriageGrade.EMERGENCY]) == {TriageGrade.EMERGENCY}
    calm = given[TriageGrade.ROUTINE]
    assert sum(grade > TriageGrade.ROUTINE for grade in calm) / len(calm) <= 0.07


class Readings:
    """Reads values as the search does, without a model."""

    def __init__(self, reader: ReportReader, entry: Entry) -> None:
        self._reader, self._entry = reader, entry

    def read(self, message: str) -> tuple[Told, ...]:
        return tuple(Told(reading=one, entry=self._entry) for one in self._reader.read(message))

    def find(self, _question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:
        raise SearchUnavailable(f"{topic} {limit}")


# Measured: 2 of 60 raised to an emergency, 3 to urgent, one by its value (6 and 9 before).
@pytest.mark.whole
def test_figures_of_a_report_seldom_ring_anybody(real_opinion: SecondOpinion) -> None:
    gate = Gate(Readings(open_reader(KNOWLEDGE), ENTRY), opinion=real_opinion.of)
    given: dict[TriageGrade, list[TriageGrade]] = {truth: [] for truth in TriageGrade}
    for text, truth in told_messages(CORPORA, "opinion/values"):
        given[truth].append(gate.reconsider(gate.screen(text), text).grade)
    assert set(given[TriageGrade.EMERGENCY]) == {TriageGrade.EMERGENCY}
    calm = given[TriageGrade.ROUTINE]
    assert sum(grade is TriageGrade.EMERGENCY for grade in calm) <= 2
    assert sum(grade > TriageGrade.ROUTINE for grade in calm) <= 7
