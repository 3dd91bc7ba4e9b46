"""The hotline's own search as it is shipped, opened as the process that answers opens it."""

import os
from pathlib import Path

from benchmarks.worker import Find
from console.knowledge import open_search, read_hospital, read_knowledge
from console.settings import read_settings
from knowledge_base.search.searching import Search


def build(folder: Path) -> None:
    """From nothing: the folder holds no vectors yet."""
    (folder / "model").symlink_to(read_settings().model_folder)
    _open(folder, threads=os.cpu_count() or 1)


def ready(folder: Path) -> Find:
    search = _open(folder, threads=1)
    return lambda text: [hit.entry.id for hit in search.find(text).answers]


def _open(folder: Path, *, threads: int) -> Search:
    settings = read_settings().model_copy(update={"var": folder})
    knowledge = read_knowledge(hospital=read_hospital(settings))
    return open_search(settings, knowledge=knowledge, threads=threads)
