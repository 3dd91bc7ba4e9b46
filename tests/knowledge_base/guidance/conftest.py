"""The shipped catalogue and the sample hospital; no model, so the rules rank alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge_base import Hospital, load_hospital
from knowledge_base.embedding.encoder import Encoder
from knowledge_base.embedding.errors import EncoderBroken
from knowledge_base.guidance import Guide
from knowledge_base.guidance.catalogue import Catalogue
from knowledge_base.guidance.loading import load_catalogue
from knowledge_base.guidance.numbers import Numbers

ROOT = Path(__file__).parents[3]


def no_encoder() -> Encoder:
    raise EncoderBroken("there is no model here")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def hospital() -> Hospital:
    return load_hospital(ROOT / "knowledge_base" / "hospital" / "profile.yml")


@pytest.fixture(scope="session")
def guide(catalogue: Catalogue, hospital: Hospital) -> Guide:
    return guide_of(catalogue, hospital)


def guide_of(catalogue: Catalogue, hospital: Hospital) -> Guide:
    return Guide(catalogue, hospital=hospital, encoder=no_encoder, learned=None, numbers=Numbers())


def without(hospital: Hospital, *ids: str) -> Hospital:
    """The same hospital that lacks these departments."""
    return replace(hospital, departments=tuple(one for one in hospital.departments if one.id not in ids))
