"""Vectors turned by what was learned: unit ones stay so, another model is left alone, learning helps."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge_base import load_hospital, load_knowledge
from knowledge_base.search.index import plain_entries
from knowledge_base.search.learning import learn
from knowledge_base.search.projection import Projection
from knowledge_base.search.requests import Requests
from tests.knowledge_base import samples
from tests.knowledge_base.small_encoder import SmallEncoder


def test_without_lessons_every_vector_stays_as_it_is() -> None:
    encoder = SmallEncoder()
    rows = encoder.questions(["高血压能吃咸菜吗", "痛风能喝豆浆吗"])
    none = Projection.none(encoder)
    assert np.allclose(none.questions(rows), rows, atol=1e-6)
    assert np.allclose(none.passages(rows), rows, atol=1e-6)


def test_what_is_written_is_read_for_its_own_model_only(tmp_path: Path) -> None:
    encoder = SmallEncoder()
    learned = replace(Projection.none(encoder), question=np.eye(128, dtype=np.float32) * 2)
    learned.write(tmp_path / "projection.npz")
    again = Projection.read(encoder, path=tmp_path / "projection.npz")
    assert np.array_equal(again.question, learned.question)
    other = Projection.read(SmallEncoder(stamp="another"), path=tmp_path / "projection.npz")
    assert np.array_equal(other.question, np.eye(128))


def test_a_vector_of_nothing_does_not_divide_by_zero() -> None:
    none = Projection.none(SmallEncoder())
    assert np.isfinite(none.questions(np.zeros((1, 128), np.float32))).all()


def test_requests_are_heard_by_the_model_they_were_learned_for(tmp_path: Path) -> None:
    encoder = SmallEncoder()
    asked = encoder.question("你看我这是什么病")
    heard = Requests(
        model=encoder.stamp,
        refusals=("refusals.diagnosis",),
        centre=np.zeros(128, np.float32),
        weights=np.stack([-asked, asked], axis=1) * 3,
        bias=np.zeros(2, np.float32),
    )
    heard.write(tmp_path / "requests.npz")
    again = Requests.read(encoder, path=tmp_path / "requests.npz")
    likely = again.likely(asked)["refusals.diagnosis"]
    assert likely == 1 > again.likely(encoder.question("高血压能吃咸菜吗"))["refusals.diagnosis"] >= 0
    other = Requests.read(SmallEncoder(stamp="another"), path=tmp_path / "requests.npz")
    assert other.likely(asked) == {}


@pytest.mark.whole
def test_lessons_bring_the_phrasings_of_an_entry_together(tmp_path: Path) -> None:
    encoder = SmallEncoder()
    words = {"diet": "吃喝盐鱼肉", "exercise": "跑走跳游打", "insurance": "报销钱证章"}
    entries = [
        samples.entry("hypertension", slug, questions=[f"血压高的人{one}多少合适" for one in some])
        for slug, some in words.items()
    ]
    folder = samples.folder(tmp_path / "knowledge", samples.topic(entries=entries))
    knowledge = load_knowledge(folder, hospital=load_hospital(folder / "hospital" / "profile.yml"))
    learned = learn(knowledge, encoder, kept_in=tmp_path / "vectors.npz").projection
    plain = plain_entries(knowledge)
    owners = np.repeat(np.arange(len(plain)), [len(entry.questions) for entry in plain])
    rows = encoder.questions([phrasing for entry in plain for phrasing in entry.questions])

    def lead(vectors: np.ndarray) -> float:
        cosines = vectors @ vectors.T
        same = owners[:, None] == owners[None, :]
        np.fill_diagonal(same, val=False)
        return float(cosines[same].mean() - cosines[owners[:, None] != owners[None, :]].mean())

    turned = learned.questions(rows)
    assert np.allclose(np.linalg.norm(turned, axis=1), 1, atol=1e-4)
    assert lead(turned) > lead(rows) + 0.1
    again = learn(knowledge, encoder, kept_in=tmp_path / "vectors.npz").projection
    assert np.allclose(again.question, learned.question, atol=1e-4)
