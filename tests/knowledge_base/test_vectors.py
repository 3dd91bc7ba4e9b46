"""Only what changed is encoded again, and a damaged file costs time, never an answer."""

from pathlib import Path

import numpy as np

from knowledge_base.search.vectors import Text, vectors_of
from tests.knowledge_base.small_encoder import SmallEncoder

FIRST = [Text("question", "能吃什么"), Text("passage", "少吃盐")]


def test_a_second_time_only_the_new_text_is_encoded(tmp_path: Path) -> None:
    encoder = SmallEncoder()
    before = vectors_of(FIRST, encoder=encoder, kept_in=tmp_path / "v.npz")
    encoder.encoded.clear()
    after = vectors_of([*FIRST, Text("question", "能喝酒吗")], encoder=encoder, kept_in=tmp_path / "v.npz")
    assert encoder.encoded == ["能喝酒吗"]
    assert np.array_equal(after[:2], before)


def test_the_same_words_as_question_and_as_passage_are_two_texts(tmp_path: Path) -> None:
    encoder = SmallEncoder()
    vectors_of([Text("question", "痛"), Text("passage", "痛")], encoder=encoder, kept_in=tmp_path / "v.npz")
    assert encoder.encoded == ["痛", "痛"]


def test_another_model_shares_no_vector(tmp_path: Path) -> None:
    vectors_of(FIRST, encoder=SmallEncoder(), kept_in=tmp_path / "v.npz")
    other = SmallEncoder(stamp="other")
    vectors_of(FIRST, encoder=other, kept_in=tmp_path / "v.npz")
    assert len(other.encoded) == 2


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "v.npz").write_bytes(b"not an archive")
    encoder = SmallEncoder()
    vectors_of(FIRST, encoder=encoder, kept_in=tmp_path / "v.npz")
    encoder.encoded.clear()
    vectors_of(FIRST, encoder=encoder, kept_in=tmp_path / "v.npz")
    assert encoder.encoded == []


def test_texts_no_longer_wanted_are_dropped_and_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    kept = tmp_path / "v.npz"
    vectors_of(FIRST, encoder=SmallEncoder(), kept_in=kept, progress=lambda *step: told.append(step))
    vectors_of(FIRST[:1], encoder=SmallEncoder(), kept_in=kept)
    with np.load(kept) as archive:
        assert len(archive["keys"]) == 1
    assert told == [("embed", 1, 2), ("embed", 2, 2)]
