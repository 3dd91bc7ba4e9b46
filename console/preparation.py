"""Everything the hotline needs before it can answer, each made once: model, index, dialogue, database."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from console.knowledge import open_search, read_hospital, read_knowledge
from console.paths import BOT, BOT_PYTHON, MIGRATIONS
from console.secrets import data_key
from console.settings import Settings
from console.words import Trouble, say
from hotline.database import Keyring, install_keyring, migrate, needs_migration
from knowledge_base.search.opening import VECTORS
from knowledge_base.search.searching import SearchUnavailable

STEPS = ("model", "index", "bot", "database")

Tell = Callable[[str], None]
Progress = Callable[[str, int, int], None]


class Preparation:
    """The steps, in the order they build on one another; each skips itself while nothing changed."""

    def __init__(self, settings: Settings, *, tell: Tell, progress: Progress) -> None:
        self._settings = settings
        self._tell = tell
        self._progress = progress

    def run(self, only: tuple[str, ...] = ()) -> None:
        """All steps, or those named. Raises `Trouble` with what to do."""
        work = {"model": self._model, "index": self._index, "bot": self._bot, "database": self._database}
        for step in only or STEPS:
            name = say(f"step_{step}")
            self._tell(say("step_running", step=name))
            began = time.monotonic()
            key = "step_done" if work[step]() else "step_unchanged"
            self._tell(say(key, step=name, seconds=time.monotonic() - began))

    def _model(self) -> bool:
        from knowledge_base.embedding.building import build_model  # noqa: PLC0415 - only building needs it
        from knowledge_base.embedding.errors import ModelUnavailable, ModelUnusable  # noqa: PLC0415

        try:
            return build_model(
                self._settings.model_folder, model=self._settings.embedding_model, progress=self._progress
            )
        except (ModelUnavailable, ModelUnusable) as fault:
            raise Trouble("no_model", reason=fault) from fault

    def _index(self) -> bool:
        kept = self._settings.index_folder / VECTORS
        before = kept.stat().st_mtime_ns if kept.exists() else None
        knowledge = read_knowledge(hospital=read_hospital(self._settings))
        try:
            open_search(
                self._settings, knowledge=knowledge, threads=os.cpu_count() or 1, progress=self._progress
            )
        except SearchUnavailable as fault:
            raise Trouble("search_down", reason=fault) from fault
        return kept.stat().st_mtime_ns != before

    def _bot(self) -> bool:
        if not BOT_PYTHON.exists():
            self._tell(say("bot_missing"))
            return False
        log = self._settings.var / "log" / "training.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        before = _models(self._settings.bot_models)
        with log.open("w", encoding="utf-8") as kept:
            command = [str(BOT_PYTHON), "train.py", "--models", str(self._settings.bot_models)]
            outcome = subprocess.run(command, cwd=BOT, stdout=kept, stderr=subprocess.STDOUT, check=False)
        if outcome.returncode:
            tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-6:])
            self._tell(say("training_failed", log=log, tail=tail))
        return _models(self._settings.bot_models) != before

    def _database(self) -> bool:
        url = self._settings.storage
        try:
            fresh = _is_fresh(url)
            # A step that chains an old history reads its private words.
            install_keyring(Keyring(data_key(self._settings)))
            migrate(url, folder=MIGRATIONS)
        except (SQLAlchemyError, OSError) as fault:
            reason = str(fault).splitlines()[0]
            raise Trouble("database_unreachable", url=self._settings.storage_shown, reason=reason) from fault
        return fresh


def _models(folder: Path) -> set[str]:
    return {model.name for model in folder.glob("*.tar.gz")}


def _is_fresh(url: str) -> bool:
    try:
        return needs_migration(url, folder=MIGRATIONS)
    except SQLAlchemyError:
        return True
