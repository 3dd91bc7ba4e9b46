"""What is served keeps up with the files, and with what the hospital lays over them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from pathlib import Path

from knowledge_base.entries import KnowledgeBase
from knowledge_base.faults import Fault, KnowledgeFaulty
from knowledge_base.figures import FIGURES
from knowledge_base.lexicon import LEXICON
from knowledge_base.live import LiveSearch
from knowledge_base.loading import FOLDERS, UNCOVERED
from knowledge_base.local_texts import LocalTexts
from knowledge_base.overlay import Overlaid, Overlay
from knowledge_base.search.searching import KnowledgeSearch

Load = Callable[[date], KnowledgeBase]
Lay = Callable[[KnowledgeBase, Overlay, date], Overlaid]
Open = Callable[[KnowledgeBase], KnowledgeSearch]


@dataclass(frozen=True)
class Survey:
    """How the files lie, told without opening them, on a day: signatures expire with the days."""

    day: date
    files: tuple[tuple[str, int, int, int], ...]

    @classmethod
    def of(cls, folder: Path, *, day: date) -> "Survey":
        return cls(day, tuple(_traits(path) for path in _files(folder)))


class Seen(Enum):
    """What a look came to; UNSETTLED means that somebody is writing just now."""

    UNCHANGED = auto()
    UNSETTLED = auto()
    SWAPPED = auto()
    REFUSED = auto()


@dataclass(frozen=True, kw_only=True)
class Making:
    """How a search is made: the files loaded, the hospital's own laid over them, the whole opened.

    `load` raises KnowledgeFaulty; `overlay` is what to lay over as of now, and never raises.
    """

    load: Load
    lay: Lay
    open: Open
    overlay: Callable[[], Overlay] = Overlay

    def made(
        self, shipped: KnowledgeBase, overlay: Overlay, *, day: date
    ) -> tuple[KnowledgeSearch, tuple[Fault, ...]]:
        """The search, and what of the overlay it does without."""
        laid = self.lay(shipped, overlay, day)
        return self.open(laid.knowledge), laid.faults


class Renewal:
    """Swaps a new search into `live` once what changed loads without a fault, and never for anything else.

    For one thread. `refused` are the faults that keep what lies in the folder, or the hospital's own, from
    being served.
    """

    def __init__(
        self, folder: Path, *, making: Making, otherwise: KnowledgeSearch, texts: LocalTexts | None = None
    ) -> None:
        self.live = LiveSearch(otherwise, texts=texts)
        self._folder = folder
        self._making = making
        self._judged: Survey | None = None
        self._last: Survey | None = None
        self._served: str | None = None
        self._shipped: KnowledgeBase | None = None
        self._laid: str | None = None
        self._faulty_files: tuple[Fault, ...] = ()
        self._faulty_overlay: tuple[Fault, ...] = ()

    @property
    def refused(self) -> tuple[Fault, ...]:
        return (*self._faulty_files, *self._faulty_overlay)

    def open(self, *, today: date) -> Seen:
        """The first load, which waits for nobody."""
        overlay = self._making.overlay().on(today)
        return self._judge(Survey.of(self._folder, day=today), overlay)

    def look(self, *, today: date) -> Seen:
        """Load what changed, files once they lay still from one look to the next: half of one may read well.

        What is laid over them is whole whenever it is seen, and does not wait.
        """
        survey, last, overlay = (
            Survey.of(self._folder, day=today),
            self._last,
            self._making.overlay().on(today),
        )
        self._last = survey
        if survey != self._judged and survey == last:
            return self._judge(survey, overlay)
        if self._shipped is not None and overlay.stamp != self._laid:
            return self._relay(self._shipped, overlay, day=today)
        return Seen.UNCHANGED if survey == self._judged else Seen.UNSETTLED

    def _judge(self, survey: Survey, overlay: Overlay) -> Seen:
        self._judged = survey
        content = _digest(self._folder, day=survey.day)
        if content == self._served:
            self._faulty_files = ()
            return Seen.UNCHANGED
        try:
            shipped = self._making.load(survey.day)
            made = self._making.made(shipped, overlay, day=survey.day)
        except Exception as fault:  # noqa: BLE001 - whatever a file holds, what is served goes on
            self._faulty_files = _faults_of(fault, where=self._folder.name)
            return Seen.REFUSED
        if self._served is not None and content != _digest(self._folder, day=survey.day):
            return Seen.UNSETTLED  # edited while it was read; the next look finds it so
        self._served, self._shipped, self._faulty_files = content, shipped, ()
        return self._swap(made, overlay)

    def _relay(self, shipped: KnowledgeBase, overlay: Overlay, *, day: date) -> Seen:
        """The hospital's own changed, and no file; what cannot be opened is not tried again unchanged."""
        self._laid = overlay.stamp
        try:
            made = self._making.made(shipped, overlay, day=day)
        except Exception as fault:  # noqa: BLE001 - as above
            self._faulty_overlay = _faults_of(fault, where=self._folder.name)
            return Seen.REFUSED
        return self._swap(made, overlay)

    def _swap(self, made: tuple[KnowledgeSearch, tuple[Fault, ...]], overlay: Overlay) -> Seen:
        search, self._faulty_overlay = made
        self._laid = overlay.stamp
        self.live.swap(search)
        return Seen.SWAPPED


def _faults_of(fault: Exception, *, where: str) -> tuple[Fault, ...]:
    if isinstance(fault, KnowledgeFaulty):
        return fault.faults
    return (Fault(file=where, fault=f"{type(fault).__name__}: {fault}"),)


def _files(folder: Path) -> list[Path]:
    parts = (*map(Path, FOLDERS.values()), FIGURES, LEXICON)
    return [*sorted(path for part in parts for path in (folder / part).glob("*.yml")), folder / UNCOVERED]


def _traits(path: Path) -> tuple[str, int, int, int]:
    """Another inode is another file, put in its place whole."""
    try:
        found = path.stat()
    except OSError:
        return (str(path), 0, 0, 0)
    return (str(path), found.st_mtime_ns, found.st_size, found.st_ino)


def _digest(folder: Path, *, day: date) -> str:
    """What is served depends on nothing else; a file that cannot be read counts as none."""
    digest = hashlib.sha256(day.isoformat().encode())
    for path in _files(folder):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        digest.update(f"\n{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
