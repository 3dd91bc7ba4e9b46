"""What a built model's folder holds, and how a new one takes an old one's place."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from knowledge_base.embedding.errors import EncoderBroken

TRANSFORMER = "sentence_transformer"
GRAPH = "encoder.onnx"
TOKENIZER = "tokenizer.json"
CARD = "encoder.json"


@dataclass(frozen=True, kw_only=True)
class ModelCard:
    """What the question encoder must know of its model; `stamp` changes with anything it was made of."""

    model: str
    stamp: str
    dimension: int
    longest: int
    padding: int
    query_prefix: str
    passage_prefix: str

    def write(self, folder: Path) -> None:
        (folder / CARD).write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Self:
        try:
            return cls(**json.loads((folder / CARD).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise EncoderBroken(f"{folder} holds no built model") from error


def is_built(folder: Path, *, stamp: str) -> bool:
    try:
        return ModelCard.read(folder).stamp == stamp
    except EncoderBroken:
        return False


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Yield an empty folder that takes the place of `folder` only when everything went well."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    fresh, worn = workshop / "new", workshop / "old"
    fresh.mkdir()
    try:
        yield fresh
        if folder.exists():
            folder.rename(worn)
        fresh.rename(folder)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
