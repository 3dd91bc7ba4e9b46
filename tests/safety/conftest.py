"""The second opinion over the real model, opened once."""

import pytest

from hotline.safety.opinion import SecondOpinion
from knowledge_base.embedding.building import build_model
from knowledge_base.embedding.encoder import QuestionEncoder
from tests.knowledge_base.conftest import VAR


@pytest.fixture(scope="session")
def real_opinion() -> SecondOpinion:
    build_model(VAR / "model")
    return SecondOpinion(QuestionEncoder(VAR / "model"))
