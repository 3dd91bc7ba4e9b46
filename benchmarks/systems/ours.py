"""The hotline's own search as it is shipped, opened as the process that answers opens it."""

from pathlib import Path

from benchmarks.worker import Find
from console.knowledge import open_search, read_hospital, read_knowledge
from console.settings import Settings, read_settings


def build(folder: Path) -> None:
    """From nothing: the folder holds no vectors yet."""
    (folder / "model").symlink_to(read_settings().model_folder)
    ready(folder)


def ready(folder: Path) -> Find:
    settings: Settings = read_settings().model_copy(update={"var": folder})
    search = open_search(settings, knowledge=read_knowledge(hospital=read_hospital(settings)))
    return lambda text: [hit.entry.id for hit in search.find(text).answers]
