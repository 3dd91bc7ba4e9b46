"""The search that goes on being served while the files it is made from are edited."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from pathlib import Path

from knowledge_base.embedding.encoder import Vector
from knowledge_base.entries import KnowledgeBase
from knowledge_base.faults import Fault, KnowledgeFaulty
from knowledge_base.figures import FIGURES
from knowledge_base.lexicon import LEXICON
from knowledge_base.loading import FOLDERS, UNCOVERED
from knowledge_base.local_texts import LocalTexts
from knowledge_base.search.closest import Near
from knowledge_base.search.searching import (
    KnowledgeSearch,
    Search,
    SearchResult,
    SearchUnavailable,
    Told,
)

Load = Callable[[date], KnowledgeSearch]

_NOTHING = KnowledgeBase(())


class LiveSearch:
    """Hands each question to the search of this moment; safe to share between threads.

    What it gives says the local values as they hold today: every door is handed this search and no other.
    """

    def __init__(self, search: KnowledgeSearch, *, texts: LocalTexts | None = None) -> None:
        self._search = search
        self._texts = texts
        self._shown = (_NOTHING, date.min, _NOTHING)

    @property
    def knowledge(self) -> KnowledgeBase:
        """What the search of this moment was made from; the same object until a swap or midnight."""
        knowledge = self._search.knowledge if isinstance(self._search, Search) else _NOTHING
        if self._texts is None:
            return knowledge
        made_from, day, shown = self._shown
        if made_from is not knowledge or day != self._texts.today():
            day, shown = self._texts.today(), self._texts.all_shown(knowledge)
            self._shown = (knowledge, day, shown)
        return shown

    def find(self, question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:
        """Raises SearchUnavailable."""
        found = self._search.find(question, topic=topic, limit=limit)
        return found.told(self._texts.shown) if self._texts else found

    def read(self, message: str) -> tuple[Told, ...]:
        return self._search.read(message)

    def closest(self, question: str, *, limit: int = 3) -> tuple[Near, ...]:
        """Raises SearchUnavailable."""
        found = self._whole().closest(question, limit=limit)
        shown = self._texts.shown if self._texts else lambda entry: entry
        return tuple(replace(one, entry=shown(one.entry)) for one in found)

    def middle(self) -> Vector:
        """Raises SearchUnavailable."""
        return self._whole().middle()

    def _whole(self) -> Search:
        if not isinstance(self._search, Search):
            raise SearchUnavailable("nothing is served yet")
        return self._search

    def swap(self, search: KnowledgeSearch) -> None:
        """Questions already being answered end with the search they began with."""
        self._search = search


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


class Renewal:
    """Swaps a new search into `live` once changed files load without a fault, and never for anything else.

    For one thread. `refused` are the faults that keep what lies in the folder from being served.
    """

    def __init__(
        self, folder: Path, *, load: Load, otherwise: KnowledgeSearch, texts: LocalTexts | None = None
    ) -> None:
        self.live = LiveSearch(otherwise, texts=texts)
        self.refused: tuple[Fault, ...] = ()
        self._folder = folder
        self._load = load
        self._judged: Survey | None = None
        self._last: Survey | None = None
        self._served: str | None = None

    def open(self, *, today: date) -> Seen:
        """The first load, which waits for nobody."""
        return self._judge(Survey.of(self._folder, day=today))

    def look(self, *, today: date) -> Seen:
        """Load what changed, once it lay still from one look to the next: half a file may read well."""
        survey, last = Survey.of(self._folder, day=today), self._last
        self._last = survey
        if survey == self._judged:
            return Seen.UNCHANGED
        return self._judge(survey) if survey == last else Seen.UNSETTLED

    def _judge(self, survey: Survey) -> Seen:
        self._judged = survey
        content = _digest(self._folder, day=survey.day)
        if content == self._served:
            self.refused = ()
            return Seen.UNCHANGED
        try:
            search = self._load(survey.day)
        except KnowledgeFaulty as faulty:
            self.refused = faulty.faults
            return Seen.REFUSED
        except Exception as fault:  # noqa: BLE001 - whatever a file holds, what is served goes on
            self.refused = (Fault(file=self._folder.name, fault=f"{type(fault).__name__}: {fault}"),)
            return Seen.REFUSED
        if self._served is not None and content != _digest(self._folder, day=survey.day):
            return Seen.UNSETTLED  # edited while it was read; the next look finds it so
        self.live.swap(search)
        self._served, self.refused = content, ()
        return Seen.SWAPPED


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
