"""Each peer that runs in our environment, built and asked on five entries, with a small encoder."""

import json
from pathlib import Path

import pytest

from benchmarks import worker
from benchmarks.corpus import Document, read_corpus, write_corpus
from benchmarks.systems import bm25, e5, haystack_hybrid
from benchmarks.worker import System
from tests.knowledge_base.small_encoder import SmallEncoder

SUBJECTS = {
    "高血压": "血压高能吃咸菜吗",
    "痛风": "脚趾头红肿疼得厉害",
    "哮喘": "喘得睡不着觉",
    "白内障": "看东西像隔着雾",
    "失眠": "夜里翻来覆去",
}
DOCUMENTS = [
    Document(
        id=f"{name}.one", names=(name,), questions=(asked, f"{name}怎么办"), answer=f"{name}请来门诊看。"
    )
    for name, asked in SUBJECTS.items()
]
PEERS: list[System] = [bm25, e5, haystack_hybrid]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in (e5, haystack_hybrid):
        monkeypatch.setattr(module, "QuestionEncoder", lambda _folder, **_: SmallEncoder())
    write_corpus(tmp_path, DOCUMENTS)
    return tmp_path


@pytest.mark.parametrize("peer", PEERS, ids=["bm25", "e5", "haystack"])
def test_a_peer_finds_each_entry_by_its_own_words_and_names_it_once(peer: System, workplace: Path) -> None:
    peer.build(workplace)
    find = peer.ready(workplace)

    for document in DOCUMENTS:
        found = find(document.questions[0])
        assert found[0] == document.id
        assert len(found) == len(set(found))


def test_the_corpus_comes_back_as_it_was_written(workplace: Path) -> None:
    assert read_corpus(workplace) == DOCUMENTS


def test_a_worker_builds_then_answers_with_three_at_most(workplace: Path) -> None:
    asked = {"warm_up": ["高血压"], "texts": ["夜里翻来覆去怎么办", "喘得睡不着觉"]}
    (workplace / "questions.json").write_text(json.dumps(asked), encoding="utf-8")

    built = worker.main("build", "bm25", workplace)
    answered = worker.main("answer", "bm25", workplace)

    assert built.keys() == {"build_seconds"}
    assert [len(one["found"]) for one in answered["answers"]] == [3, 3]
    assert [one["found"][0] for one in answered["answers"]] == ["失眠.one", "哮喘.one"]
    assert answered["peak_bytes"] > 1_000_000
