"""What a hospital adds to the shipped knowledge, or keeps from being told: laid over, never written in."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from knowledge_base.entries import Signature, Source


@dataclass(frozen=True, kw_only=True)
class OwnEntry:
    """An entry of the hospital's own; `id` as `own_id` shapes it. Told up to and on the day `expires_on`.

    The texts may hold the hospital's placeholders and local values, as those of shipped entries do.
    """

    id: str
    topic_id: str
    aspect: str
    questions: tuple[str, ...]
    answer: str
    spoken: str
    seek_care: str
    source: Source
    signature: Signature
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class OwnPhrasings:
    """How people here ask for what a shipped entry, or one of our own, answers."""

    entry_id: str
    questions: tuple[str, ...]
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class Overlay:
    """All that is laid over the shipped knowledge; `switched_off` are ids of entries not to be told here."""

    entries: tuple[OwnEntry, ...] = ()
    phrasings: tuple[OwnPhrasings, ...] = ()
    switched_off: frozenset[str] = frozenset()

    @property
    def stamp(self) -> str:
        """Changes with any word of it, and does not depend on the order of its parts."""
        parts = sorted(_plain(asdict(one)) for one in (*self.entries, *self.phrasings))
        return hashlib.sha256(_plain([parts, sorted(self.switched_off)]).encode()).hexdigest()[:16]


def own_id(*, topic_id: str, draft: str | int) -> str:
    """What an own entry is called: checks of entry ids want the topic first."""
    return f"{topic_id}.own_{draft}"


def is_own(entry_id: str) -> bool:
    """Whether an entry is of the hospital's own, told by its id: nothing shipped is called so."""
    return entry_id.rpartition(".")[2].startswith("own_")


def entries_of(own: Iterable[OwnEntry | OwnPhrasings]) -> frozenset[str]:
    """The ids of the entries these words are found under."""
    return frozenset(one.id if isinstance(one, OwnEntry) else one.entry_id for one in own)


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
