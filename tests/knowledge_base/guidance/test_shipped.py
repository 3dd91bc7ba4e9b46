"""What we ship, with the real model, on the committed sets."""

import pytest

from knowledge_base import Hospital
from knowledge_base.embedding.encoder import QuestionEncoder
from knowledge_base.guidance import Guide, open_guide
from knowledge_base.guidance.catalogue import Catalogue
from knowledge_base.guidance.evaluation import figures, judge
from knowledge_base.guidance.examples import EVALUATION, read_cases
from knowledge_base.guidance.learned import Learned
from tests.knowledge_base.guidance.conftest import ROOT

pytestmark = pytest.mark.whole


@pytest.fixture(scope="module")
def shipped(hospital: Hospital, real_encoder: QuestionEncoder) -> Guide:
    return open_guide(ROOT / "knowledge_base", hospital=hospital, encoder=lambda: real_encoder)


def test_what_was_learned_belongs_to_the_shipped_model_and_data(
    catalogue: Catalogue, real_encoder: QuestionEncoder
) -> None:
    learned = Learned.read()
    assert learned.model == real_encoder.stamp
    assert set(catalogue.kinds) < set(learned.kinds)
    assert set(learned.findings) == set(catalogue.findings)


def test_the_right_department_comes_first_on_the_test_set(shipped: Guide) -> None:
    found = figures(judge(read_cases(EVALUATION / "test.yml"), recommend=shipped.recommend))
    assert found.accepted >= 0.85
    assert found.three >= 0.95


def test_nine_emergencies_of_ten_in_the_test_set_name_the_emergency_department(shipped: Guide) -> None:
    cases = [case for case in read_cases(EVALUATION / "test.yml") if case.departments == ("急诊科",)]
    rows = judge(cases, recommend=shipped.recommend)
    assert figures(rows).three >= 0.9
