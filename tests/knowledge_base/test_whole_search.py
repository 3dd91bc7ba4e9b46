"""The real model on what we ship: equal to sentence-transformers, and as good as we say."""

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from knowledge_base.embedding.building import build_model
from knowledge_base.embedding.encoder import QuestionEncoder
from knowledge_base.embedding.errors import ModelUnusable
from knowledge_base.evaluation import evaluate, read_questions
from knowledge_base.search.searching import Search
from tests.knowledge_base.conftest import ROOT, VAR

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

pytestmark = pytest.mark.whole

SETS = Path(__file__).parent / "evaluation"

ANSWERING = f"""
import sys
from pathlib import Path
from knowledge_base import load_hospital, load_knowledge
from knowledge_base.embedding.encoder import QuestionEncoder
from knowledge_base.search.opening import open_search
root = Path({str(ROOT)!r})
folder = root / "knowledge_base"
knowledge = load_knowledge(folder, hospital=load_hospital(folder / "hospital" / "profile.yml"))
encoder = QuestionEncoder(root / "var" / "model")
search = open_search(knowledge, folder=folder, encoder=encoder, index_folder=root / "var" / "index")
print(search.find("高血压能吃咸菜吗").answers[0].entry.id)
print(sorted({{"torch", "sentence_transformers", "transformers"}} & sys.modules.keys()))
"""


def opened(folder: Path) -> "SentenceTransformer":
    # Imported here: torch would cost every collection of the quick tests six seconds.
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    return SentenceTransformer(str(folder / "sentence_transformer"), device="cpu")


def test_the_encoder_equals_sentence_transformers(real_encoder: QuestionEncoder, model_folder: Path) -> None:
    questions = [one.text for one in read_questions(SETS / "dev.yml").answerable[:60]]
    model = opened(model_folder)
    for theirs, ours in (
        (model.encode_query(questions), real_encoder.questions(questions)),
        (model.encode_document(questions), real_encoder.passages(questions)),
    ):
        assert (np.asarray(theirs) * ours).sum(axis=1).min() >= 0.9999
    one_by_one = np.stack([real_encoder.question(text) for text in questions])
    assert np.abs(one_by_one - real_encoder.questions(questions)).max() < 1e-4


def test_a_built_model_is_not_built_again(model_folder: Path) -> None:
    assert build_model(model_folder) is False


def test_any_sentence_transformer_is_one_setting_away(model_folder: Path, tmp_path: Path) -> None:
    home = str(model_folder / "sentence_transformer")
    steps: list[str] = []
    assert build_model(tmp_path / "other", model=home, progress=lambda step, *_: steps.append(step))
    assert steps == ["open", "export", "compare", "compare"]
    assert QuestionEncoder(tmp_path / "other").dimension == 384


def test_a_model_of_another_kind_is_refused_and_the_old_one_stays(model_folder: Path, tmp_path: Path) -> None:
    odd = opened(model_folder)
    odd[1].pooling_mode = "max"
    odd.save(str(tmp_path / "odd"))
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "old").write_text("still here")
    with pytest.raises(ModelUnusable, match="pools by max"):
        build_model(tmp_path / "model", model=str(tmp_path / "odd"))
    assert (tmp_path / "model" / "old").exists()


def test_an_answer_needs_no_torch(real_search: Search) -> None:
    said = subprocess.run(
        [sys.executable, "-c", ANSWERING], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert said.stdout.split() == ["hypertension.salt_and_diet", "[]"]
    assert VAR.exists()


# hit@1, hit@3, follow-ups, requests. Measured: dev 0.85, 0.94, 0.82, 0.86; test 0.82, 0.91, 0.73, 0.80.
# Wanted, and on the test set not reached: 0.85 and 0.95.
FLOORS = {"dev": (0.84, 0.93, 0.79, 0.83), "test": (0.80, 0.90, 0.70, 0.76)}


@pytest.mark.parametrize("name", FLOORS)
def test_the_figures_we_state_hold(real_search: Search, name: str) -> None:
    figures = evaluate(real_search, read_questions(SETS / f"{name}.yml"))
    assert figures.hit_at_1 >= FLOORS[name][0]
    assert figures.hit_at_3 >= FLOORS[name][1]
    assert figures.follow_ups_hit_at_1 >= FLOORS[name][2]
    assert figures.requests_refused >= FLOORS[name][3]
    assert figures.outside_abstained >= 0.95
    assert figures.outside_abstained_in_context >= 0.78
    assert figures.wrong_alone <= 0.02


def test_a_follow_up_after_a_value_is_answered_from_its_disease(real_search: Search) -> None:
    found = real_search.find("那饮食呢", topic="血压")
    assert found.answers[0].entry.id == "hypertension.salt_and_diet"
