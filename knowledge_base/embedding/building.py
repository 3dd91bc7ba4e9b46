"""The model made ready: fetched, written out, exported, and proved equal before it takes its place."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np

from knowledge_base.embedding import download, e5_small
from knowledge_base.embedding.encoder import QuestionEncoder
from knowledge_base.embedding.errors import ModelUnusable
from knowledge_base.embedding.folder import TRANSFORMER, is_built, replaced

Progress = Callable[[str, int, int], None]

RECIPE = "1"  # raised whenever what we write changes, so that old folders are made anew
LEAST_COSINE = 0.9999
PROBES = (
    "高血压能吃咸菜吗",
    "我爸今年七十三，血压早上一百六晚上一百三，药是不是该换个时间吃，他自己又不肯去医院",
    "HbA1c 8.2%，空腹 7.9 mmol/L",
    "痛",
)
STEPS = ("download", "convert", "open", "export", "compare")


def build_model(
    folder: Path, *, model: str | None = None, data: Path | None = None, progress: Progress | None = None
) -> bool:
    """Build the model in `folder` unless it stands there already; say whether anything was done.

    `model` names another SentenceTransformer (folder or hub name); `data` is an already fetched data file
    of the default model. Raises ModelUnavailable or ModelUnusable, and then leaves an older folder in place.
    """
    stamp = _stamp(model)
    if is_built(folder, stamp=stamp):
        return False
    told = _Steps(progress)
    with replaced(folder) as fresh:
        home = _sources(fresh, model=model, data=data, told=told)
        _export(home, fresh, name=model or download.WHEEL, stamp=stamp, told=told)
    told.finished()
    return True


class _Steps:
    """Says which of the five steps begins."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress

    def begins(self, step: str) -> None:
        if self._progress is not None:
            self._progress(step, STEPS.index(step), len(STEPS))

    def finished(self) -> None:
        if self._progress is not None:
            self._progress(STEPS[-1], len(STEPS), len(STEPS))


def _stamp(model: str | None) -> str:
    source = download.CHECKSUM if model is None else model
    return hashlib.sha256(f"{RECIPE} {source}".encode()).hexdigest()[:16]


def _sources(fresh: Path, *, model: str | None, data: Path | None, told: _Steps) -> str:
    """Where the SentenceTransformer lies: the hub's name as given, or the folder we write."""
    if model is not None:
        return model
    told.begins("download")
    workshop = fresh / "download"
    workshop.mkdir()
    fetched = download.verified(data) if data else download.fetch(workshop)
    told.begins("convert")
    e5_small.write(fresh / TRANSFORMER, data=fetched)
    shutil.rmtree(workshop)
    return str(fresh / TRANSFORMER)


def _export(home: str, fresh: Path, *, name: str, stamp: str, told: _Steps) -> None:
    told.begins("open")
    # Only building needs torch; a process that answers must never pay for it.
    from knowledge_base.embedding.export import export, open_transformer  # noqa: PLC0415

    transformer = open_transformer(home)
    told.begins("export")
    export(transformer, fresh, name=name, stamp=stamp)
    told.begins("compare")
    ours = QuestionEncoder(fresh)
    _compare(transformer.encode_query(list(PROBES)), ours.questions(PROBES), name=name)
    _compare(transformer.encode_document(list(PROBES)), ours.passages(PROBES), name=name)


def _compare(theirs: np.ndarray, ours: np.ndarray, *, name: str) -> None:
    """Refuse an export whose vectors are not the model's own."""
    lengths = np.linalg.norm(theirs, axis=1)
    cosine = float(((theirs * ours).sum(axis=1) / lengths).min())
    if cosine < LEAST_COSINE:
        raise ModelUnusable(f"{name}: the export's vectors differ from the model's (cosine {cosine:.5f})")
