"""`python train.py`: the model that fits the files as they are, trained only when none exists yet.

The model is named after the content it was trained on, so an unchanged bot starts without training. Prints
the path of the model.
"""

import argparse
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import words

BOT = Path(__file__).resolve().parent
KNOWLEDGE = BOT.parent / "knowledge_base"
VAR = BOT.parent / "var" / "bot"


def inputs(generated: Path) -> Iterator[Path]:
    for folder in (BOT / "domain", BOT / "data", BOT / "components", generated / "data", generated / "jieba"):
        yield from sorted(path for path in folder.rglob("*") if path.suffix in {".yml", ".py", ".txt"})
    yield from (BOT / "config.yml", BOT / "requirements.lock")


def fingerprint(generated: Path) -> str:
    digest = hashlib.sha256()
    for path in inputs(generated):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def train(models: Path, *, name: str) -> None:
    """Raise CalledProcessError where Rasa refuses; its own words are on the standard error."""
    command = [sys.executable, str(BOT / "serve.py"), "train", "--domain", "domain", "--config", "config.yml"]
    command += [
        "--data",
        "data",
        str(VAR / "data"),
        "--out",
        str(models),
        "--fixed-model-name",
        name,
        "--quiet",
    ]
    subprocess.run(command, cwd=BOT, check=True, stdout=sys.stderr)  # noqa: S603  (our own command line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, default=VAR / "models", help="folder of the trained models")
    models = parser.parse_args().models
    words.write(KNOWLEDGE, VAR)
    name = f"bot-{fingerprint(VAR)}"
    if not (models / f"{name}.tar.gz").exists():
        train(models, name=name)
        # Rasa starts with the newest file of the folder: of the older ones none is needed.
        for old in models.glob("bot-*.tar.gz"):
            if old.name != f"{name}.tar.gz":
                old.unlink()
    os.utime(models / f"{name}.tar.gz")
    sys.stdout.write(f"{models / name}.tar.gz\n")


if __name__ == "__main__":
    main()
