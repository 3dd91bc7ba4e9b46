"""The real model and the search over what we ship, made once a session."""

from pathlib import Path

import pytest

from knowledge_base import load_hospital, load_knowledge
from knowledge_base.embedding.building import build_model
from knowledge_base.embedding.encoder import QuestionEncoder
from knowledge_base.search.opening import open_search
from knowledge_base.search.searching import Search

ROOT = Path(__file__).parents[2]
VAR = ROOT / "var"


@pytest.fixture(scope="session")
def model_folder() -> Path:
    build_model(VAR / "model")
    return VAR / "model"


@pytest.fixture(scope="session")
def real_encoder(model_folder: Path) -> QuestionEncoder:
    return QuestionEncoder(model_folder)


@pytest.fixture(scope="session")
def real_search(real_encoder: QuestionEncoder) -> Search:
    folder = ROOT / "knowledge_base"
    hospital = load_hospital(folder / "hospital" / "profile.yml")
    knowledge = load_knowledge(folder, hospital=hospital)
    return open_search(knowledge, folder=folder, encoder=real_encoder, index_folder=VAR / "index")
