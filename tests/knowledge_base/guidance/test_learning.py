"""What is learned, kept and measured; with a small encoder in place of the model."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge_base import Hospital
from knowledge_base.guidance import Described, Guide
from knowledge_base.guidance.catalogue import Catalogue
from knowledge_base.guidance.evaluation import confusions, figures, judge, read_real
from knowledge_base.guidance.examples import Case, Lesson
from knowledge_base.guidance.learned import Learned
from knowledge_base.guidance.learning import School
from knowledge_base.guidance.numbers import Numbers
from tests.knowledge_base.small_encoder import SmallEncoder

LESSONS = (
    ("绿豆汤喝多了", "urology"),
    ("绿豆汤", "urology"),
    ("红枣吃多了", "dermatology"),
    ("红枣", "dermatology"),
)


@pytest.fixture(scope="module")
def learned(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Learned:
    lessons = [Lesson(described=Described(text=text), kinds={kind: 1.0}) for text, kind in LESSONS]
    folder = tmp_path_factory.mktemp("index")
    school = School(catalogue=catalogue, lessons=lessons, encoder=SmallEncoder(), index_folder=folder)
    return school.learn(lessons)


def taught_guide(catalogue: Catalogue, hospital: Hospital, learned: Learned, encoder: SmallEncoder) -> Guide:
    numbers = Numbers(nothing=1.1)
    return Guide(catalogue, hospital=hospital, encoder=lambda: encoder, learned=learned, numbers=numbers)


def test_words_no_finding_knows_are_learned_from_examples(
    catalogue: Catalogue, hospital: Hospital, learned: Learned
) -> None:
    guide = taught_guide(catalogue, hospital, learned, SmallEncoder())
    assert guide.recommend(Described(text="喝绿豆汤")).departments[0].name == "泌尿外科"
    assert guide.recommend(Described(text="吃红枣")).departments[0].name == "皮肤科"


def test_what_was_learned_is_kept_and_read_again(learned: Learned, tmp_path: Path) -> None:
    learned.write(tmp_path / "learned.npz")
    kept = Learned.read(tmp_path / "learned.npz")
    assert (kept.model, kept.kinds, kept.findings) == (learned.model, learned.kinds, learned.findings)
    assert np.allclose(kept.by_vector, learned.by_vector, atol=1e-2)


def test_a_broken_or_another_model_leaves_the_rules_ranking(
    catalogue: Catalogue, hospital: Hospital, learned: Learned
) -> None:
    broken, other = SmallEncoder(), SmallEncoder(stamp="other")
    broken.broken = True
    for encoder in (broken, other):
        told = taught_guide(catalogue, hospital, learned, encoder).recommend(Described(text="牙疼"))
        assert told.departments[0].name == "口腔科"


def test_a_finding_learned_under_an_old_name_counts_for_nothing(learned: Learned) -> None:
    renamed = replace(learned, findings=tuple(f"old_{one}" for one in learned.findings))
    vector = SmallEncoder().question("牙疼")
    scores = [
        one.scores(Described(text="牙疼"), vector=vector, heard=frozenset(heard))
        for one, heard in ((renamed, {"teeth"}), (learned, set()))
    ]
    assert scores[0] == scores[1]


def test_the_numbers_are_kept_as_they_were_chosen(tmp_path: Path) -> None:
    numbers = Numbers(rules=1.5, temperature=2.0)
    numbers.write(tmp_path / "numbers.yml")
    assert Numbers.read(tmp_path / "numbers.yml") == numbers


def test_figures_count_first_three_and_none(guide: Guide) -> None:
    cases = [
        Case(id="1", described=Described(text="牙疼"), departments=("口腔科",)),
        Case(id="2", described=Described(text="皮肤痒"), departments=("眼科", "皮肤科")),
        Case(id="3", described=Described(text="尿里都是泡沫"), departments=("眼科",)),
        Case(id="4", described=Described(text="想做试管婴儿"), departments=()),
    ]
    rows = judge(cases, recommend=guide.recommend)
    found = figures(rows)
    assert (found.cases, found.strict, found.accepted, found.abstained) == (4, 0.5, 0.75, 0.25)
    assert confusions(rows) == [("眼科", "肾内科", 1)]


def test_real_questions_are_read_by_their_labels(tmp_path: Path) -> None:
    lines = [
        '{"dept": "肝病科", "title": "乙肝", "ask": "乙肝怎么办"}',
        '{"dept": "neike_txt", "title": "问", "ask": "问"}',
    ]
    (tmp_path / "real.jsonl").write_text("\n".join(lines), encoding="utf-8")
    cases = list(read_real(tmp_path / "real.jsonl"))
    assert [(case.described.text, case.departments) for case in cases] == [
        ("乙肝怎么办", ("感染性疾病科", "消化内科"))
    ]
